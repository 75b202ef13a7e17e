package io.streetward.models.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One writer per bundle, over all processes. The empty lock file stays: who deletes one may delete it under somebody who
 * has just opened it.
 */
final class FolderLock {
    private static final long LOOK_EVERY_MS = 200;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits for as long as another holds it, and says so once. */
    static FolderLock take(Path siteDir, String bundle, FetchListener listener)
            throws FetchException, InterruptedException {
        Disk.createFolder(siteDir);
        Path file = siteDir.resolve("." + bundle + ".lock");
        FileChannel channel =
                Disk.at(file, () -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        boolean taken = false;
        try {
            for (int look = 0; !Disk.at(file, () -> tryLock(channel)); look++) {
                if (look == 0) {
                    listener.say(bundle + ": another command is writing it; waiting for that to end");
                }
                Thread.sleep(LOOK_EVERY_MS);
            }
            taken = true;
            return new FolderLock(file, channel);
        } finally {
            if (!taken) {
                new FolderLock(file, channel).close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another thread of this process
        }
    }

    void close() throws FetchException {
        Disk.change(file, () -> channel.close()); // and with it the lock
    }
}
