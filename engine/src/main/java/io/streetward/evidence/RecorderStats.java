package io.streetward.evidence;

/**
 * What a camera's recorder is doing and what it could not do, since it was started.
 *
 * @param recordings stays being recorded now
 * @param spoolBytes disk used for them now
 * @param refusedRecordings stays not recorded because as many as allowed were
 * @param evictedRecordings provisional recordings given up because the spool was full
 * @param missedPackets access units that the ring gave up before they were read
 * @param writeErrors failures to write spool, evidence or case book
 * @param droppedTasks observations lost because the recorder fell behind
 */
public record RecorderStats(
        int recordings,
        long spoolBytes,
        long refusedRecordings,
        long evictedRecordings,
        long missedPackets,
        long writeErrors,
        long droppedTasks) {}
