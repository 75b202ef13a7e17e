package io.streetward.detect;

import io.streetward.media.StreamId;

/**
 * One followed object of one camera.
 *
 * @param objectId unique within the stream, such as a track's id
 */
public record ObjectKey(StreamId stream, long objectId) {}
