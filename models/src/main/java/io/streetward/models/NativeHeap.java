package io.streetward.models;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps glibc from handing memory back to the kernel between two operators of one inference. PyTorch allocates and
 * frees tens of megabytes per picture; with glibc's own thresholds that is up to 5,000 page faults a picture and up to
 * a third of the time (measured on two inference threads: 80 → 60 ms and 4,200 → 700 faults a picture).
 */
final class NativeHeap {
    private static final Logger log = LoggerFactory.getLogger(NativeHeap.class);

    /** From malloc.h. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    /** The largest value glibc takes; anything bigger is still mapped and unmapped on its own. */
    private static final int MMAP_THRESHOLD_BYTES = 32 << 20;
    /** Free memory kept at the top of each arena: several times what one inference lets go. */
    private static final int TRIM_THRESHOLD_BYTES = 256 << 20;

    /** Asked for in advance (address space, not memory), which also keeps glibc from unmapping a thread's empty heap. */
    private static final int TOP_PAD_BYTES = 64 << 20;

    private NativeHeap() {}

    /** Does nothing where the C library is another, or where an administrator set glibc's own variables. */
    static void keepMemoryBetweenOperators() {
        boolean configured = System.getenv("MALLOC_TRIM_THRESHOLD_") != null || System.getenv("GLIBC_TUNABLES") != null;
        if (!Platform.isLinux() || configured) {
            return;
        }
        try {
            Function mallopt = NativeLibrary.getInstance("c").getFunction("mallopt");
            mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES});
            mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, TRIM_THRESHOLD_BYTES});
            mallopt.invokeInt(new Object[] {M_TOP_PAD, TOP_PAD_BYTES});
        } catch (UnsatisfiedLinkError e) {
            log.debug("no mallopt in this C library, its allocator stays as it is", e);
        }
    }
}
