package io.streetward.tools.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Stands before a camera and refuses RTP inside the RTSP connection: 461, as cameras do that only know UDP. */
final class TcpRefusingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI camera;

    TcpRefusingProxy(URI camera) throws IOException {
        this.camera = camera;
        this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    URI uri() {
        return URI.create("rtsp://127.0.0.1:" + server.getLocalPort() + camera.getPath());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket upstream = new Socket(camera.getHost(), camera.getPort());
            start("proxy-up", () -> requests(client, upstream));
            start("proxy-down", () -> {
                try (upstream;
                        client;
                        InputStream in = upstream.getInputStream()) {
                    in.transferTo(client.getOutputStream());
                }
            });
        }
    }

    /** Requests of a client that only reads have no body. */
    private static void requests(Socket client, Socket upstream) throws IOException {
        try (upstream;
                client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1))) {
            OutputStream out = upstream.getOutputStream();
            StringBuilder request = new StringBuilder();
            String sequence = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                request.append(line).append("\r\n");
                sequence = line.startsWith("CSeq:") ? line : sequence;
                if (line.isEmpty()) {
                    if (request.indexOf("RTP/AVP/TCP") >= 0) {
                        String refusal = "RTSP/1.0 461 Unsupported Transport\r\n" + sequence + "\r\n\r\n";
                        client.getOutputStream().write(refusal.getBytes(ISO_8859_1));
                    } else {
                        out.write(request.toString().getBytes(ISO_8859_1));
                    }
                    request.setLength(0);
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has gone, and so the other.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
