package io.streetward.evidence;

import io.streetward.cases.EvidenceItem;
import java.nio.ByteBuffer;

/**
 * An untouched still that lies in the case's folder.
 *
 * @param shot what it was taken for
 * @param item the file; {@code from} is the moment of the picture
 * @param jpeg its content; read-only
 */
record RawStill(Shot shot, EvidenceItem item, ByteBuffer jpeg) {
    RawStill {
        jpeg = jpeg.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer jpeg() {
        return jpeg.duplicate();
    }
}
