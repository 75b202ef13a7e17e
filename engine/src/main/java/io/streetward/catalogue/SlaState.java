package io.streetward.catalogue;

/** Whether anybody's time is running. */
public enum SlaState {
    /** A department has the case. */
    RUNNING,
    /** Nobody has it for now: suspended, or on its way back. Nothing is raised; the run says since when. */
    STOPPED,
    /** It was handled, or needs no handling. Nothing is raised any more. */
    ENDED
}
