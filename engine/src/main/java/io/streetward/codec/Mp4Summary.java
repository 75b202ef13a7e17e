package io.streetward.codec;

import io.streetward.media.MediaTime;
import java.time.Instant;

/**
 * What an MP4 holds.
 *
 * @param firstPts of the first picture
 * @param firstReceivedAt UTC, when its packet had arrived
 * @param lastPts of the last picture shown
 * @param lastReceivedAt UTC, when its packet had arrived
 * @param packets access units written
 * @param skippedPackets access units left out because nothing decodes them: before the first keyframe, or shown before it
 * @param repairedTimestamps access units whose timestamps ran backwards and were moved on by as little as possible
 */
public record Mp4Summary(
        MediaTime firstPts,
        Instant firstReceivedAt,
        MediaTime lastPts,
        Instant lastReceivedAt,
        long packets,
        long skippedPackets,
        long repairedTimestamps) {}
