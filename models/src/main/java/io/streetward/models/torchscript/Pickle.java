package io.streetward.models.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few opcodes of Python's pickle protocol 2 that a TorchScript archive needs (Python's {@code pickletools}
 * lists them; torch/csrc/jit/serialization/unpickler.cpp reads them).
 */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        op(0x80).op(2); // PROTO 2
    }

    Pickle global(String module, String name) {
        return op('c').raw(module).op('\n').raw(name).op('\n');
    }

    Pickle emptyTuple() {
        return op(')');
    }

    Pickle emptyList() {
        return op(']');
    }

    /** Marks where a tuple of any length, or what is appended to a list, begins. */
    Pickle mark() {
        return op('(');
    }

    /** Makes a tuple of all since the mark. */
    Pickle tuple() {
        return op('t');
    }

    /** Appends all since the mark to the list below it. */
    Pickle appends() {
        return op('e');
    }

    Pickle string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op('X').int32(utf8.length).raw(utf8);
    }

    Pickle integer(int value) {
        return op('J').int32(value);
    }

    Pickle bool(boolean value) {
        return op(value ? 0x88 : 0x89);
    }

    /** Calls the callable below the tuple of arguments on top. */
    Pickle reduce() {
        return op('R');
    }

    /** Makes an instance of the class below the empty tuple on top. */
    Pickle newObject() {
        return op(0x81);
    }

    /** Gives the instance below the state on top. */
    Pickle build() {
        return op('b');
    }

    /** Refers to an object kept outside the pickle by the tuple on top. */
    Pickle persistentId() {
        return op('Q');
    }

    byte[] stop() {
        op('.');
        return out.toByteArray();
    }

    private Pickle op(int code) {
        out.write(code);
        return this;
    }

    private Pickle int32(int value) {
        return op(value & 0xff).op(value >>> 8 & 0xff).op(value >>> 16 & 0xff).op(value >>> 24 & 0xff);
    }

    private Pickle raw(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private Pickle raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }
}
