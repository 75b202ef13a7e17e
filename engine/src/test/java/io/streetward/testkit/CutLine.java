package io.streetward.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A line to a server on 127.0.0.1 that can be cut at a word: the next bytes a client sends with that word in them are passed
 * on or not, and the line breaks. Later connections go through until it is cut again.
 */
public final class CutLine implements AutoCloseable {
    /** Where the line is cut. */
    public enum Cut {
        /** The word does not arrive. */
        BEFORE_THE_WORD,
        /** The word arrives and is acted on; the answer does not come back. */
        BEFORE_THE_ANSWER,
        /** The word does not arrive, and nobody notices: both ends stay open. */
        SILENTLY
    }

    private static final int BUFFER = 65_536;

    private final ServerSocket listening;
    private final int target;
    private final AtomicReference<Cut> next = new AtomicReference<>();
    private volatile String word = "";

    /** Opens a line to a port. */
    public CutLine(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** The port to connect to instead. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Cuts the line once, at the next word of a client. */
    public void cutAt(String clientsWord, Cut cut) {
        word = clientsWord;
        next.set(cut);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            start("to client", () -> {
                try (client;
                        server) {
                    server.getInputStream().transferTo(client.getOutputStream());
                }
            });
            start("to server", () -> toServer(client, server));
        }
    }

    private void toServer(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean said = new String(buffer, 0, n, ISO_8859_1).contains(word);
                Cut cut = said ? next.getAndSet(null) : null;
                if (cut == null) {
                    out.write(buffer, 0, n);
                } else if (cut == Cut.BEFORE_THE_ANSWER) {
                    client.shutdownOutput(); // what the server answers reaches nobody
                    out.write(buffer, 0, n);
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                } else if (cut == Cut.BEFORE_THE_WORD) {
                    return;
                }
            }
        }
    }

    private static void start(String what, Copying copying) {
        Thread thread = new Thread(
                () -> {
                    try {
                        copying.run();
                    } catch (IOException e) {
                        // The line is cut, or an end hung up: what it is for.
                    }
                },
                "cut-line " + what);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Copying {
        void run() throws IOException;
    }
}
