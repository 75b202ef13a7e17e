package io.streetward.tools.bench;

import java.time.Duration;

/** Something that can be kept busy for a while and then says what it did. */
interface Layer extends AutoCloseable {
    /** As it is called in the table and in JSON. */
    String name();

    /** Works for that long; what is under way at the end is finished and counted. */
    Sample run(Duration stretch) throws BenchException;

    @Override
    void close();
}
