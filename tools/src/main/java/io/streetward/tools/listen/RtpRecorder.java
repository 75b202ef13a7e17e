package io.streetward.tools.listen;

import io.streetward.announce.rtp.G711;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where a loudspeaker would and writes down the sound: RTP with G.711 A-law or µ-law, unicast or multicast. Takes
 * reordered, repeated and lost packets, and any number of announcements one after the other.
 */
public final class RtpRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtpRecorder.class);
    private static final int MAX_DATAGRAM_BYTES = 2_048;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 18;
    private static final long QUIET_NANOS = 60_000_000L; // three packet times

    private final DatagramChannel socket;
    private final InetSocketAddress address;
    private final Thread listener;
    private final SoundAssembler sound = new SoundAssembler();
    private long ignored;
    private long longestGapNanos;
    private long lastArrivalNanos = System.nanoTime();

    private RtpRecorder(DatagramChannel socket) throws IOException {
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalAddress();
        this.listener = new Thread(this::listen, "rtp-recorder-" + address.getPort());
        listener.setDaemon(true);
    }

    /**
     * Opens the port and records from then on.
     *
     * @param at where to listen; a multicast address is joined; port 0 takes a free one, see {@link #address()}
     * @param multicastInterface by which the group is joined, such as {@code lo}; empty for all there are
     * @throws IOException when the port is taken, or the group cannot be joined; the message says which
     */
    public static RtpRecorder open(InetSocketAddress at, Optional<String> multicastInterface) throws IOException {
        boolean ipv6 = at.getAddress() instanceof Inet6Address;
        DatagramChannel socket =
                DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            bind(socket, at);
            if (at.getAddress().isMulticastAddress()) {
                join(socket, at.getAddress(), multicastInterface);
            }
            RtpRecorder recorder = new RtpRecorder(socket);
            recorder.listener.start();
            return recorder;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Time of sound in packets that have arrived so far. */
    public Duration heard() {
        synchronized (sound) {
            return duration(sound.soundSamples());
        }
    }

    /**
     * Stops listening and writes a WAV file, of no length when nothing was heard.
     *
     * @param wav written anew
     */
    public RecordedSound stop(Path wav) throws IOException {
        awaitQuiet();
        close();
        synchronized (sound) {
            writeWav(wav, sound.samples());
            return new RecordedSound(
                    wav,
                    duration(sound.soundSamples()),
                    sound.sources(),
                    sound.packets(),
                    sound.lost(),
                    sound.duplicates() + sound.tooLate(),
                    ignored,
                    Duration.ofNanos(longestGapNanos));
        }
    }

    /** Stops listening; what was heard stays for {@link #stop}. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            listener.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
        int source = 0;
        try {
            while (true) {
                datagram.clear();
                socket.receive(datagram);
                long nowNanos = System.nanoTime();
                Optional<RtpDatagram> packet = RtpDatagram.parse(datagram.flip());
                synchronized (sound) {
                    if (packet.isPresent()) {
                        boolean goesOn = packet.get().source() == source && sound.packets() > 0;
                        longestGapNanos =
                                goesOn ? Math.max(longestGapNanos, nowNanos - lastArrivalNanos) : longestGapNanos;
                        source = packet.get().source();
                        lastArrivalNanos = nowNanos;
                        sound.add(packet.get());
                    } else {
                        ignored++;
                    }
                }
            }
        } catch (ClosedChannelException e) {
            log.debug("recorder at {} closed", address);
        } catch (IOException e) {
            log.error("recorder at {} can no longer listen", address, e);
        }
    }

    /** Lets the listener take what has arrived: closing the socket would throw it away. */
    private void awaitQuiet() {
        for (int i = 0; i < 20; i++) {
            synchronized (sound) {
                if (System.nanoTime() - lastArrivalNanos > QUIET_NANOS) {
                    return;
                }
            }
            LockSupport.parkNanos(QUIET_NANOS);
        }
    }

    private static void bind(DatagramChannel socket, InetSocketAddress at) throws IOException {
        try {
            if (at.getAddress().isMulticastAddress()) {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true); // others may listen to the group as well
            }
            socket.bind(at);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen at UDP " + at.getAddress().getHostAddress() + ":" + at.getPort() + " ("
                            + e.getMessage() + "): choose another port, or end what has it",
                    e);
        }
    }

    private static void join(DatagramChannel socket, InetAddress group, Optional<String> name) throws IOException {
        if (name.isPresent()) {
            NetworkInterface by = NetworkInterface.getByName(name.get());
            if (by == null) {
                throw new IOException(
                        "no network interface \"" + name.get() + "\" to join " + group.getHostAddress() + " by");
            }
            socket.join(group, by);
            return;
        }
        int joined = 0;
        for (NetworkInterface by : NetworkInterface.networkInterfaces().toList()) {
            try {
                socket.join(group, by);
                joined++;
            } catch (IOException e) {
                log.debug("{} cannot be joined by {}", group, by, e); // down, or of the other address family
            }
        }
        if (joined == 0) {
            throw new IOException("no network interface of this machine can join " + group.getHostAddress());
        }
    }

    private static Duration duration(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / G711.SAMPLE_RATE_HZ);
    }

    private static void writeWav(Path wav, short[] samples) throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(G711.SAMPLE_RATE_HZ, 16, 1, true, false);
        try (AudioInputStream sound =
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, wav.toFile());
        }
    }
}
