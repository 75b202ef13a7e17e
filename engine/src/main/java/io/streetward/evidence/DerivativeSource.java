package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * Where a derivative gets the picture that it is drawn upon: the one place through which a raw still goes on its way into
 * annotated stills and sheets.
 */
@FunctionalInterface
interface DerivativeSource {
    /** The still as it is. */
    DerivativeSource UNTOUCHED = (file, still) -> Jpegs.decode(still.jpeg());

    /**
     * The picture to draw upon: of the raw still's size and framing, and the caller's own.
     *
     * @param still whose {@code shot().box()} is what the picture is about
     * @throws IOException when there is none; the derivatives of this still are then left out
     */
    BufferedImage picture(CaseFile file, RawStill still) throws IOException;
}
