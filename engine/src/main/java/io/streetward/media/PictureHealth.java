package io.streetward.media;

/**
 * Is told what a camera's pictures look like, and judges from it whether the camera shows anything: black, covered,
 * frozen. Whoever decodes calls it for keyframes, on any thread; it returns at once.
 */
@FunctionalInterface
public interface PictureHealth {
    /** Judges nothing. */
    PictureHealth NONE = (pts, look) -> {};

    void look(MediaTime pts, PictureLook look);
}
