package io.streetward.models;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * libtorch's own call: {@code torch::jit::Module::run_method} through the one native function of DJL's that wraps it,
 * with the input made an {@code IValue} once and the output freed unread. Nothing thinner can be reached from Java: libtorch
 * has no C interface. The class that declares it is not public, so it is taken by name; measuring only.
 */
final class BareTorchCall implements LayeredModel.Call {
    private static final String LIBRARY = "ai.djl.pytorch.jni.PyTorchLibrary";

    private final NDList input;
    private final int intraOpThreads;
    private final long module;
    private final long[] arguments;
    private final MethodHandle runMethod;
    private final MethodHandle deleteValue;

    BareTorchCall(DjlModel model, NDList input, int intraOpThreads) throws DetectorException {
        this.input = input;
        this.intraOpThreads = intraOpThreads;
        this.module = ((PtSymbolBlock) model.model().getBlock()).getHandle();
        try {
            Class<?> library = Class.forName(LIBRARY);
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
            Object instance = lookup.findStaticGetter(library, "LIB", library).invoke();
            runMethod = lookup.findVirtual(
                            library,
                            "moduleRunMethod",
                            MethodType.methodType(
                                    long.class, long.class, String.class, long[].class, boolean.class, boolean.class))
                    .bindTo(instance);
            deleteValue = lookup.findVirtual(
                            library, "torchDeleteIValue", MethodType.methodType(void.class, long.class))
                    .bindTo(instance);
            MethodHandle fromTensor = lookup.findVirtual(
                            library, "iValueFromTensor", MethodType.methodType(long.class, long.class))
                    .bindTo(instance);
            arguments = new long[] {(long) fromTensor.invoke((long) ((PtNDArray) input.head()).getHandle())};
        } catch (Throwable e) { // what a method handle may throw
            throw new DetectorException("cannot reach " + LIBRARY + " of this version of DJL: " + e, e);
        }
    }

    @Override
    public void run() throws DetectorException {
        DjlRuntime.setIntraOpThreads(EngineKind.PYTORCH, intraOpThreads);
        try {
            long output = (long) runMethod.invokeExact(module, "forward", arguments, false, false);
            deleteValue.invokeExact(output);
        } catch (Throwable e) { // what a method handle may throw
            throw new DetectorException("libtorch failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            deleteValue.invokeExact(arguments[0]);
        } catch (Throwable e) { // what a method handle may throw
            throw new IllegalStateException("libtorch cannot free an input", e);
        }
        input.head().getManager().close();
    }
}
