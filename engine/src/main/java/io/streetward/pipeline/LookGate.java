package io.streetward.pipeline;

import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.media.FrameRef;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Knows how many of one camera's pictures are with the detector. A picture counts until its lease is closed: after its
 * answer was handed on, or when it was dropped. Thread-safe.
 */
final class LookGate {
    private int open;

    /** Counts a picture that is on its way to the detector; takes over the lease and gives one that is to be closed instead. */
    ModelInput pass(ModelInput input) {
        synchronized (this) {
            open++;
        }
        return new Counted(input);
    }

    /** Waits until no picture is with the detector. */
    synchronized void awaitNone() throws InterruptedException {
        while (open > 0) {
            wait();
        }
    }

    private synchronized void left() {
        open--;
        notifyAll();
    }

    private final class Counted implements ModelInput {
        private final ModelInput input;
        private final AtomicBoolean closed = new AtomicBoolean();

        Counted(ModelInput input) {
            this.input = input;
        }

        @Override
        public FrameRef frame() {
            return input.frame();
        }

        @Override
        public Letterbox letterbox() {
            return input.letterbox();
        }

        @Override
        public ByteBuffer pixels() {
            return input.pixels();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                input.close();
                left();
            }
        }
    }
}
