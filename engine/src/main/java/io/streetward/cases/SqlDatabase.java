package io.streetward.cases;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A database opened, checked and migrated, used by one thread at a time: the case book has one writer. */
interface SqlDatabase extends AutoCloseable {
    /**
     * Does something wholly or not at all; what it wrote survives a crash of the machine. It may be begun more than once, so
     * it touches nothing but its handle, and is not begun within another.
     *
     * @param doing what is done, as in "cannot be read"
     * @throws CaseBookException with what it means for whoever runs the engine, and what to do
     */
    <T extends @Nullable Object> T transaction(String doing, Work<T> work) throws CaseBookException;

    @Override
    void close();

    /** What is done within one transaction. */
    interface Work<T extends @Nullable Object> {
        T in(Handle handle) throws CaseBookException;
    }
}
