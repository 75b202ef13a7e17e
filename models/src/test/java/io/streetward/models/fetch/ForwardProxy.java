package io.streetward.models.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on a socket of its own: forwards plain requests, tunnels CONNECT, and asks for a user and password. */
final class ForwardProxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String wanted;
    /** First line of each request, and its status when the proxy itself answered. */
    final List<String> seen = new CopyOnWriteArrayList<>();

    /** Lets in whoever says this. */
    ForwardProxy(String userAndPassword) throws IOException {
        wanted = "proxy-authorization: basic "
                + Base64.getEncoder()
                        .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8))
                        .toLowerCase(Locale.ROOT);
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            String line = head.substring(0, head.indexOf("\r\n"));
            if (!head.toLowerCase(Locale.ROOT).contains(wanted)) {
                seen.add(line + " 407");
                write(
                        client.getOutputStream(),
                        String.join(
                                "\r\n",
                                "HTTP/1.1 407 Proxy Authentication Required",
                                "Proxy-Authenticate: Basic realm=\"p\"",
                                "Content-Length: 0",
                                "Connection: close",
                                "",
                                ""));
                return;
            }
            seen.add(line);
            String[] words = line.split(" ", -1);
            if (words[0].equals("CONNECT")) {
                String[] target = words[1].split(":", -1);
                try (Socket server = new Socket(target[0], Integer.parseInt(target[1]))) {
                    write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
                    relay(client, server);
                }
            } else {
                URI uri = URI.create(words[1]);
                try (Socket server = new Socket(uri.getHost(), uri.getPort())) {
                    String rest = head.substring(line.length()).replaceAll("(?i)\r\nproxy-[^\r]*", "");
                    write(
                            server.getOutputStream(),
                            words[0] + " " + uri.getRawPath() + " HTTP/1.1\r\nConnection: close"
                                    + rest.replaceAll("(?i)\r\nconnection:[^\r]*", ""));
                    server.getInputStream().transferTo(client.getOutputStream());
                }
            }
        } catch (IOException e) {
            // Either side hung up.
        }
    }

    private void relay(Socket client, Socket server) throws IOException {
        threads.execute(() -> {
            try {
                client.getInputStream().transferTo(server.getOutputStream());
            } catch (IOException e) {
                // Either side hung up.
            }
        });
        server.getInputStream().transferTo(client.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
