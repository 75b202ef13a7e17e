package io.streetward.tools.camera;

/**
 * What a virtual camera has done since it started, over all its clients.
 *
 * @param clients clients playing now
 * @param clientsSeen clients that ever played
 * @param accessUnits pictures taken from the file, whether or not anyone watched
 * @param packetsSent RTP and RTCP packets handed to the network
 * @param packetsDropped RTP and RTCP packets withheld from clients that could not keep up
 * @param loops times the file was begun again
 */
public record CameraCounters(
        int clients, long clientsSeen, long accessUnits, long packetsSent, long packetsDropped, long loops) {

    /** Adds up two streams' counters. */
    public CameraCounters plus(CameraCounters other) {
        return new CameraCounters(
                clients + other.clients,
                clientsSeen + other.clientsSeen,
                accessUnits + other.accessUnits,
                packetsSent + other.packetsSent,
                packetsDropped + other.packetsDropped,
                loops + other.loops);
    }
}
