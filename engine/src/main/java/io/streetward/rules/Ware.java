package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;

/**
 * Something that stays and may be part of a stall.
 *
 * @param name of the witness it makes
 * @param what as people call it
 * @param box where it stands
 * @param since the picture from which on it stands there
 * @param strength how surely it is there and is what it seems, 0..1
 * @param weight log-odds it adds, see {@link Weighing}
 */
record Ware(String name, String what, NormalizedBox box, FrameRef since, double strength, double weight) {
    double worth() {
        return strength * weight;
    }
}
