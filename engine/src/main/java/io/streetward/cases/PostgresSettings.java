package io.streetward.cases;

import java.time.Duration;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Which schema of which PostgreSQL database holds the case book, and as whom to go there.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with pgjdbc's parameters such as {@code sslmode}; it stands in
 *     messages without these, and holds no user or password
 * @param user a role of its own: one that others share could drop the triggers that keep the book append-only
 * @param password asked for at each connection, so that one that was changed takes effect without a restart
 * @param schema lower-case; made when there is none and the user may
 */
public record PostgresSettings(String url, String user, Password password, String schema) {
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}"); // PostgreSQL's names have 63 bytes
    private static final Pattern SECRET = Pattern.compile("[?&](user|password)=|://[^/]*@");
    private static final int CONNECT_TIMEOUT_S = 2;

    public PostgresSettings {
        if (SECRET.matcher(url).find()) {
            throw new IllegalArgumentException("the address of a case book holds neither user nor password");
        }
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("\"" + schema + "\" is no name for a schema");
        }
        new PGSimpleDataSource().setURL(url); // refuses what is none
    }

    /** Finds the password; never logged, never in a message. */
    public interface Password {
        /** The password as it is now. */
        String read() throws CaseBookException;
    }

    /** As messages name it. */
    String name() {
        return url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "") + " (schema " + schema + ")";
    }

    /**
     * Opens connections whose unqualified names are in the schema.
     *
     * @param silence whole seconds that the server may say nothing before a connection counts as lost; zero for as long as it
     *     likes
     */
    PGSimpleDataSource source(Duration silence) throws CaseBookException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password.read());
        source.setCurrentSchema(schema);
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setSocketTimeout(Math.toIntExact(silence.toSeconds()));
        source.setTcpKeepAlive(true);
        return source;
    }
}
