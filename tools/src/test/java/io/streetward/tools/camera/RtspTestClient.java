package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A bare RTSP client that sends what it is told and looks at single packets. */
final class RtspTestClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private int sequence;

    RtspTestClient(URI uri) throws IOException {
        this(uri, 0);
    }

    RtspTestClient(URI uri, int receiveBufferBytes) throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** An answer; header names in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {
        String session() {
            String header = headers.getOrDefault("session", "");
            int semicolon = header.indexOf(';');
            return semicolon < 0 ? header : header.substring(0, semicolon);
        }
    }

    /** An RTP packet's fields that matter here; {@code payload} is behind the 12-byte header. */
    record Rtp(int sequence, long timestamp, boolean marker, ByteBuffer payload, int ssrc) {
        static Rtp of(byte[] packet) {
            ByteBuffer fields = ByteBuffer.wrap(packet);
            return new Rtp(
                    fields.getShort(2) & 0xFFFF,
                    fields.getInt(4) & 0xFFFF_FFFFL,
                    (packet[1] & 0x80) != 0,
                    fields.position(12).slice(),
                    fields.getInt(8));
        }
    }

    Reply request(String method, String uri, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++sequence + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return raw(text + "\r\n");
    }

    Reply raw(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
        return readReply();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sets up the stream inside this connection and plays it. */
    Reply play(URI uri) throws IOException {
        Reply setup = request("SETUP", uri + "/streamid=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        return request("PLAY", uri.toString(), "Session: " + setup.session());
    }

    private Reply readReply() throws IOException {
        int first = in.read();
        while (first == '$') {
            in.readUnsignedByte();
            in.skipNBytes(in.readUnsignedShort());
            first = in.read();
        }
        if (first < 0) {
            throw new IOException("connection closed");
        }
        int status = Integer.parseInt(((char) first + readLine()).split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + "\n" + other);
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Reply(status, headers, new String(body, ISO_8859_1));
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("connection closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Reads on to the next RTP packet; RTCP in between is collected in {@code rtcp}. */
    Rtp readRtp(List<byte[]> rtcp) throws IOException {
        while (true) {
            if (in.read() != '$') {
                throw new IOException("expected an interleaved frame");
            }
            int channel = in.readUnsignedByte();
            byte[] packet = in.readNBytes(in.readUnsignedShort());
            if (channel % 2 != 0) {
                rtcp.add(packet);
                continue;
            }
            return Rtp.of(packet);
        }
    }

    Rtp readRtp() throws IOException {
        return readRtp(new ArrayList<>());
    }

    /** Reads the timestamps of the next pictures, one each. */
    List<Long> readTimestamps(int pictures) throws IOException {
        List<Long> timestamps = new ArrayList<>();
        while (timestamps.size() < pictures) {
            Rtp packet = readRtp();
            if (packet.marker()) {
                timestamps.add(packet.timestamp());
            }
        }
        return timestamps;
    }

    /** Reads all that comes until nothing has come for a while; -1 at the end of the connection is not told apart. */
    byte[] readUntilQuiet(int quietMs) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        socket.setSoTimeout(quietMs);
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketTimeoutException e) {
            // quiet
        } finally {
            socket.setSoTimeout(20_000);
        }
        return read.toByteArray();
    }

    /** Reads all that comes until the connection is reset. */
    byte[] readUntilReset() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketException e) {
            return read.toByteArray();
        }
        throw new IOException("closed in good order, not reset");
    }

    void soTimeout(int ms) throws IOException {
        socket.setSoTimeout(ms);
    }

    /** Reads a number of bytes. */
    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** Waits until the camera closes the connection. */
    void awaitClose() throws IOException {
        while (in.read() >= 0) {
            in.skipNBytes(in.available());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Closes without a goodbye: the peer sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
