package io.streetward.tools.camera;

/**
 * Decides which bursts one client gets: whole access units only, beginning with a keyframe, and after anything was
 * withheld because it could not keep up, beginning with a keyframe again.
 */
final class KeyframeGate {
    private boolean open;

    /**
     * Tells whether to send a burst.
     *
     * @param hasRoom whether the client's outgoing buffer is below its bound; asked at the start of an access unit only,
     *     so that none is cut
     */
    boolean admits(MediaBurst burst, boolean hasRoom) {
        switch (burst.kind()) {
            case KEYFRAME -> open = hasRoom;
            case PICTURE -> open = open && hasRoom;
            case CONTINUATION -> {}
            case GOODBYE -> open = hasRoom;
        }
        return open;
    }
}
