package io.streetward.app;

import io.streetward.codec.SourceUrl;
import io.streetward.config.StreetwardConfig;
import io.streetward.ingest.StreamSupervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds passwords and other secrets where the configuration says they are. */
final class SecretSource {
    private final UnaryOperator<@Nullable String> environment;

    SecretSource(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Where one stream of a camera comes from. The password is looked up at each connection, so one that was corrected
     * takes effect without a restart.
     *
     * @throws StartupException naming the camera and where the password was looked for
     */
    StreamSupervisor.Source sourceOf(StreetwardConfig.Camera camera, URI url) throws StartupException {
        SourceUrl first = sourceNow(camera, url);
        return camera.credentials() == null
                ? () -> first
                : () -> {
                    try {
                        return sourceNow(camera, url);
                    } catch (StartupException e) {
                        throw new IOException(e.getMessage(), e);
                    }
                };
    }

    private SourceUrl sourceNow(StreetwardConfig.Camera camera, URI url) throws StartupException {
        StreetwardConfig.Credentials credentials = camera.credentials();
        return new SourceUrl(
                url,
                credentials == null
                        ? null
                        : new SourceUrl.Credentials(
                                credentials.user(), password("camera " + camera.id(), credentials)));
    }

    /**
     * A password as it is now.
     *
     * @param whose what asks for it, as messages name it
     * @throws StartupException naming who asks and where the password was looked for
     */
    String password(String whose, StreetwardConfig.Credentials credentials) throws StartupException {
        return secret(
                whose,
                "the password of user " + credentials.user(),
                credentials.passwordEnv(),
                credentials.passwordFile());
    }

    /**
     * What an environment variable or a file holds.
     *
     * @param who names it in messages, as {@code camera gate-east}
     * @param what is looked for, as {@code the password of user viewer}
     * @param variable its environment variable; or
     * @param path its file
     * @throws StartupException naming who and where it was looked for
     */
    String secret(String who, String what, @Nullable String variable, @Nullable String path) throws StartupException {
        if (variable != null) {
            String value = environment.apply(variable);
            if (value == null) {
                throw new StartupException(
                        who + ": environment variable " + variable + " is not set; it should hold " + what);
            }
            return value;
        }
        Path file = Path.of(String.valueOf(path));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartupException(
                    who + ": cannot read " + what + " from " + file + "; expected a readable file that holds only that",
                    e);
        }
    }
}
