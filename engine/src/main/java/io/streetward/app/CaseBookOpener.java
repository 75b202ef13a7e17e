package io.streetward.app;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CasePayload;
import io.streetward.cases.PostgresSettings;
import io.streetward.cases.SqlCaseBook;
import io.streetward.config.StreetwardConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the case book where the configuration says it is: a file in the data folder, or a PostgreSQL server. */
final class CaseBookOpener {
    private static final Logger LOG = LoggerFactory.getLogger(CaseBookOpener.class);

    private final StreetwardConfig.Storage storage;
    private final Path dataDir;
    private final SecretSource secrets;

    CaseBookOpener(StreetwardConfig.Storage storage, Path dataDir, SecretSource secrets) {
        this.storage = storage;
        this.dataDir = dataDir;
        this.secrets = secrets;
    }

    /**
     * Opens the book, making it when there is none, and the data folder in any case: evidence lies there.
     *
     * @param payload how cases are written down for those who are told of them
     * @throws StartupException with what stands in the way and what to do
     */
    CaseBook open(Clock clock, CasePayload payload) throws StartupException {
        Path file = dataDir.resolve("cases.db");
        try {
            Files.createDirectories(dataDir);
            StreetwardConfig.CaseBook elsewhere = storage.caseBook();
            if (elsewhere == null) {
                return SqlCaseBook.openSqlite(file, clock, payload);
            }
            if (Files.exists(file)) {
                LOG.warn("the cases in {} are not read: storage.caseBook names another place", file);
            }
            return SqlCaseBook.openPostgres(settings(elsewhere.postgres()), clock, payload);
        } catch (IOException e) {
            throw new StartupException(
                    "cannot make the data folder " + dataDir + "; choose another storage.dataDir or --data: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new StartupException("storage.caseBook.postgres: " + e.getMessage(), e);
        } catch (CaseBookException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    private PostgresSettings settings(StreetwardConfig.Postgres postgres) {
        StreetwardConfig.Credentials credentials =
                new StreetwardConfig.Credentials(postgres.user(), postgres.passwordEnv(), postgres.passwordFile());
        return new PostgresSettings(
                postgres.url(),
                postgres.user(),
                () -> {
                    try {
                        return secrets.password("case book", credentials);
                    } catch (StartupException e) {
                        throw new CaseBookException(String.valueOf(e.getMessage()), e);
                    }
                },
                postgres.schema());
    }
}
