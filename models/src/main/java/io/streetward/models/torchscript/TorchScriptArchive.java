package io.streetward.models.torchscript;

import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Half;
import io.streetward.models.graph.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A graph as the bytes of a TorchScript archive: a zip with the program ({@code code/__torch__.py}), the object graph
 * ({@code data.pkl}) and one file per tensor ({@code data/N}); format of torch/csrc/jit/serialization. Weights are kept
 * in half precision where that loses nothing and widened once, when the archive is loaded.
 */
public final class TorchScriptArchive {
    /** The file format of PyTorch 1.13 and later; operators mean what they mean there. */
    private static final String FORMAT_VERSION = "10\n";

    private TorchScriptArchive() {}

    /** The archive's bytes; {@code name} is its top folder. */
    public static byte[] write(String name, Graph graph) {
        TorchProgram program = TorchProgram.of(graph);
        try {
            StoredZip zip = new StoredZip();
            zip.add(name + "/data.pkl", state(program.tensors()));
            zip.add(name + "/byteorder", ascii("little"));
            for (int i = 0; i < program.tensors().size(); i++) {
                zip.add(name + "/data/" + i, storage(program.tensors().get(i)));
            }
            zip.add(name + "/code/__torch__.py", ascii(program.source()));
            zip.add(name + "/constants.pkl", new Pickle().emptyTuple().stop());
            zip.add(name + "/version", ascii(FORMAT_VERSION));
            return zip.finish();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** The module with its state: the list of tensors that {@code __setstate__} takes. */
    private static byte[] state(List<Weights> tensors) {
        Pickle pickle = new Pickle();
        pickle.global("__torch__", TorchProgram.CLASS).emptyTuple().newObject();
        pickle.emptyList().mark();
        for (int i = 0; i < tensors.size(); i++) {
            tensor(pickle, i, tensors.get(i));
        }
        return pickle.appends().build().stop();
    }

    private static void tensor(Pickle pickle, int index, Weights weights) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark()
                .string("storage")
                .global("torch", weights.isHalfExact() ? "HalfStorage" : "FloatStorage")
                .string(Integer.toString(index))
                .string("cpu")
                .integer(weights.size())
                .tuple()
                .persistentId();
        pickle.integer(0);
        pickle.mark();
        for (int axis = 0; axis < weights.rank(); axis++) {
            pickle.integer(weights.dim(axis));
        }
        pickle.tuple().mark();
        int stride = weights.size();
        for (int axis = 0; axis < weights.rank(); axis++) {
            stride /= weights.dim(axis);
            pickle.integer(stride);
        }
        pickle.tuple().bool(false);
        pickle.global("collections", "OrderedDict").emptyTuple().reduce();
        pickle.tuple().reduce();
    }

    private static byte[] storage(Weights weights) {
        boolean half = weights.isHalfExact();
        ByteBuffer bytes = ByteBuffer.allocate(weights.size() * (half ? Short.BYTES : Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < weights.size(); i++) {
            if (half) {
                bytes.putShort(Half.fromFloat(weights.value(i)));
            } else {
                bytes.putFloat(weights.value(i));
            }
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
