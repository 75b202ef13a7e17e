package io.streetward.tools.camera;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Prints a line for each client that comes or goes, and for each stream that ends. */
final class ClientLog implements CameraListener {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final PrintWriter out;
    private final AtomicBoolean problems = new AtomicBoolean();

    ClientLog(PrintWriter out) {
        this.out = out;
    }

    /** Tells whether any stream ended because of a problem. */
    boolean problems() {
        return problems.get();
    }

    @Override
    public void clientJoined(CameraClient client) {
        print("%s: %s plays over %s", client.path(), host(client.address()), client.transport());
    }

    @Override
    public void clientLeft(CameraClient client, String why, Duration stay, long packetsSent, long packetsDropped) {
        print(
                "%s: %s left after %.1f s (%s), %d packets sent, %d dropped",
                client.path(),
                host(client.address()),
                stay.toMillis() / MILLIS_PER_SECOND,
                why,
                packetsSent,
                packetsDropped);
    }

    @Override
    public void streamEnded(String path, String problem) {
        if (problem.isEmpty()) {
            print("%s: played to its end", path);
        } else {
            problems.set(true);
            print("%s: stops: %s", path, problem);
        }
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @SuppressWarnings("AnnotateFormatMethod") // its callers are the three above
    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
