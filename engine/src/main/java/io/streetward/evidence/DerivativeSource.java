package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import java.io.IOException;

/**
 * Where a derivative gets the picture that it is drawn upon: the one place through which a raw still goes on its way into
 * annotated stills and sheets.
 */
@FunctionalInterface
interface DerivativeSource {
    /**
     * The picture to draw upon.
     *
     * @param still whose {@code shot().box()} is what the picture is about
     * @throws RedactionException when it must not be shown; the derivatives of this still are then left out
     * @throws IOException when there is none; likewise
     */
    Redacted picture(CaseFile file, RawStill still) throws IOException;
}
