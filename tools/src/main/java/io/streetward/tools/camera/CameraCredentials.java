package io.streetward.tools.camera;

/**
 * What clients must show to be served.
 *
 * @param user user name, without a colon (RFC 2617 section 2)
 * @param password kept out of {@link #toString()}, and so out of logs
 */
public record CameraCredentials(String user, String password) {

    /** Checks that the name can be told from the password in basic authentication. */
    public CameraCredentials {
        if (user.isEmpty() || user.indexOf(':') >= 0 || user.indexOf('"') >= 0) {
            throw new IllegalArgumentException("user name '" + user + "': expected at least one character, no : or \"");
        }
    }

    @Override
    public String toString() {
        return "CameraCredentials[user=" + user + ", password=***]";
    }
}
