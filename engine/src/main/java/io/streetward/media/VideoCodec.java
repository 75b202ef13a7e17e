package io.streetward.media;

/** Video codecs the engine takes; anything else is reported as unsupported by the camera's supervisor. */
public enum VideoCodec {
    H264,
    H265
}
