package io.streetward.testkit;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.junit.jupiter.api.Assumptions;

/**
 * What the process holds from the C library's heap (malloc), to the byte, over all its arenas: glibc's {@code mallinfo2}.
 *
 * <p>Resident memory would not do for leak tests: it moves with the Java heap and with what glibc keeps for later.
 */
public final class NativeMemory {
    private NativeMemory() {}

    /** glibc's {@code struct mallinfo2}, malloc.h. */
    @FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static class MallInfo extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }

    /** Bytes allocated and not freed; skips the calling test by name where the C library cannot tell. */
    public static long inUseBytes() {
        Assumptions.assumeTrue(Platform.isLinux(), "skipped: needs glibc's mallinfo2");
        try {
            MallInfo info = (MallInfo)
                    NativeLibrary.getInstance("c").getFunction("mallinfo2").invoke(MallInfo.class, new Object[0]);
            return info.uordblks + info.hblkhd;
        } catch (UnsatisfiedLinkError e) {
            Assumptions.abort("skipped: needs glibc's mallinfo2 (2.33 or newer)");
            throw e;
        }
    }
}
