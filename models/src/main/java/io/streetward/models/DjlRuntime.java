package io.streetward.models;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.streetward.models.bundle.ModelBundle.EngineKind;

/** What must be said to DJL before its engines load, and to an engine's threads before they run. */
public final class DjlRuntime {
    static {
        // The product never phones home: DJL would otherwise look for newer natives and report its use.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Inference threads are ours; PyTorch's own pool between operators would only compete with them.
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        // For any thread that says nothing else: OpenMP's threads spin at barriers, which is ruinous on busy cores.
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        NativeHeap.keepMemoryBetweenOperators();
    }

    private DjlRuntime() {}

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The engine, loaded with what is set here. */
    public static Engine engine(EngineKind kind) {
        return Engine.getEngine(kind.djlName());
    }

    /**
     * How many threads the next inference called from this thread may use. PyTorch keeps the number per calling thread
     * (it is OpenMP's) and another detector may have been here since, so it is said before each call; ONNX Runtime
     * takes it when a session is made.
     */
    public static void setIntraOpThreads(EngineKind kind, int threads) {
        if (kind == EngineKind.PYTORCH) {
            JniUtils.setNumThreads(threads);
        }
    }
}
