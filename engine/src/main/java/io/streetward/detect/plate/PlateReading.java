package io.streetward.detect.plate;

import io.streetward.media.NormalizedBox;

/**
 * A piece of writing found on a vehicle.
 *
 * @param verdict the plate, or why it is none
 * @param box where it is in the whole picture
 */
public record PlateReading(PlateVerdict verdict, NormalizedBox box) {}
