package io.streetward.cases;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** What is looked at and made in a PostgreSQL database before the case book uses it. */
final class PostgresSchema {
    private static final int OLDEST_SERVER = 14; // pg_terminate_backend that waits

    private PostgresSchema() {}

    /** Refuses a server that would lose cases or garble their names, and makes the schema when there is none. */
    static void prepare(PostgresSettings settings, PostgresLimits limits) throws SQLException, CaseBookException {
        try (Connection connection = settings.source(limits.silence()).getConnection();
                Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new CaseBookException(
                        "PostgreSQL " + version + " is too old; " + OLDEST_SERVER + " or newer is needed");
            }
            if (!ask(statement, "SHOW server_encoding").equals("UTF8")) {
                throw new CaseBookException(
                        "the database is not in UTF8 and cannot hold every name; create one with" + " ENCODING 'UTF8'");
            }
            if (!ask(statement, "SHOW fsync").equals("on")) {
                throw new CaseBookException(
                        "the server runs with fsync = off, and a power cut would lose cases that others"
                                + " were told of; set fsync = on");
            }
            // Asked first: who may not make a schema may still have been given one.
            if (ask(statement, "SELECT count(*) FROM pg_namespace WHERE nspname = '" + settings.schema() + "'")
                    .equals("0")) {
                statement.execute("CREATE SCHEMA \"" + settings.schema() + "\"");
            }
        }
    }

    /** Brings the tables up to date; takes as long as it takes. */
    static void migrate(PostgresSettings settings) throws CaseBookException {
        Flyway.configure(PostgresSchema.class.getClassLoader())
                .dataSource(settings.source(Duration.ZERO))
                .defaultSchema(settings.schema())
                .createSchemas(false)
                .locations("classpath:db/migration/common", "classpath:db/migration/postgresql")
                // A book written by a newer engine is refused: by default Flyway would let it pass.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    private static String ask(Statement statement, String question) throws SQLException {
        try (ResultSet result = statement.executeQuery(question)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
