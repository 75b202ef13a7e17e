package io.streetward.models.fetch;

import java.util.OptionalLong;

/** Hears how a fetch goes on, on the thread that fetches. */
public interface FetchListener {
    /** One thing worth a line: a retry, a restart, a wait. */
    void say(String line);

    /**
     * Called for every block that came.
     *
     * @param doneBytes of the file, with what was there from an earlier attempt
     * @param cameBytes in this attempt
     * @param totalBytes when the server says
     */
    void progress(String file, long doneBytes, long cameBytes, OptionalLong totalBytes);
}
