package io.streetward.scene;

/** What a picture from the recording shows where a static region lies. */
public enum GroundLook {
    /** The ground as it was before. */
    CLEAN,
    /** The region is there. */
    CHANGED,
    /** Something is in front, or the picture does not allow to tell. */
    UNCLEAR
}
