package io.streetward.scene;

import io.streetward.track.TrackSet;

/** Learns how one camera's place usually looks, and tells what differs from it and stays. Fed in order by one thread. */
public interface SceneModel extends AutoCloseable {
    /** Media time between two looks below which nothing is gained: what lasts is seen as well at two a second. */
    long LOOKS_APART_MS = 500;

    /**
     * Looks at a picture.
     *
     * @param picture borrowed for the call
     * @param tracks what is followed as of the very same picture: things that move are no part of the place
     */
    SceneView look(ScenePicture picture, TrackSet tracks);

    /**
     * Judges one region's ground in a picture from the recording; on the same thread as {@link #look}.
     *
     * @param picture borrowed for the call, of the same camera and size as those looked at
     */
    GroundLook judge(StaticRegion region, ScenePicture picture);

    @Override
    void close();
}
