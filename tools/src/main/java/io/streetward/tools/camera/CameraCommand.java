package io.streetward.tools.camera;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.tools.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward camera}: video files as RTSP cameras, until it is told to stop. */
@Command(
        name = "camera",
        mixinStandardHelpOptions = true,
        description = "Serves video files as an RTSP camera: looped in real time, H.264 and H.265 as they are.",
        footer = {
            "",
            "Several files are streams of one camera, in step, such as",
            "  --stream main=big.mp4 --stream sub=small.mp4",
            "With --user, clients must give that name and the password in the environment",
            "variable " + CameraCommand.PASSWORD_VARIABLE + ".",
            "",
            "A fault is NAME[=ARGUMENT][@START][+LENGTH]: from the camera's start on unless",
            "it has a START, for good unless it has a LENGTH, both such as 500ms, 20s, 5m or",
            "1h. --fault may be given many times. A long script can stand in a file given as",
            "@FILE, with one argument a line and comments behind #.",
            FaultParser.GRAMMAR,
            "",
            "  tools/streetward camera street.mp4 --fault stall@20s+10s --fault reset@1m",
            "",
            "Exit codes: 0 stopped or played to the end, 1 cannot listen or a stream failed, 2 wrong usage."
        })
public final class CameraCommand implements Callable<Integer> {
    static final String PASSWORD_VARIABLE = "STREETWARD_CAMERA_PASSWORD";

    private static final int REFUSED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Video file, served under its own name.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--stream", paramLabel = "NAME=FILE", description = "Video file and the path to serve it under.")
    private List<String> namedStreams = new ArrayList<>();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    private String bind = "";

    @Option(
            names = "--port",
            defaultValue = "8554",
            description = "TCP port; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--once", description = "Play each file once instead of round and round.")
    private boolean once;

    @Option(names = "--start-on-play", description = "Begin the files when the first client plays one.")
    private boolean startOnPlay;

    @Option(names = "--user", paramLabel = "NAME", description = "Ask clients for this name and a password.")
    private @Nullable String user;

    @Option(
            names = "--auth",
            paramLabel = "SCHEME",
            split = ",",
            description = "With --user, how clients may show it: sha-256, md5, basic (default: md5,basic).")
    private List<String> auth = new ArrayList<>();

    @Option(names = "--tls", description = "Speak RTSPS, with a certificate made and signed by the camera itself.")
    private boolean tls;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pose as N cameras that show the same, at /1/NAME to /N/NAME, for the cost of little more "
                    + "than sending.")
    private int count;

    @Option(names = "--fault", paramLabel = "FAULT", description = "Go wrong at a time; see below.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--wrap-after",
            paramLabel = "TIME",
            description = "Let the 32-bit RTP timestamps wrap after this time, such as 30s.")
    private @Nullable String wrapAfter;

    @Option(names = "--json", paramLabel = "FILE", description = "At the end, write what was sent as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        List<CameraStream> streams = streams();
        ClientLog clients = new ClientLog(out());
        try (StopSignal signal = StopSignal.interrupting(Thread.currentThread())) {
            RtspCamera camera = build(streams, clients);
            try (camera) {
                camera.start();
                announce(camera, streams);
                awaitEnd(camera);
            }
            report(camera, streams); // closed by now, so that the sums are final
            return signal.finished(clients.problems() ? REFUSED : 0);
        } catch (CameraException e) {
            err().println(e.getMessage());
            return REFUSED;
        }
    }

    private static void awaitEnd(RtspCamera camera) {
        try {
            camera.awaitEnd();
        } catch (InterruptedException e) {
            Thread.interrupted(); // the stop signal: this is the way out, not an error
        }
    }

    private List<CameraStream> streams() {
        List<CameraStream> streams = new ArrayList<>();
        try {
            files.forEach(file -> streams.add(CameraStream.of(file)));
            namedStreams.forEach(argument -> streams.add(CameraStream.parse(argument)));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
        for (CameraStream stream : streams) {
            try {
                VideoFile.open(stream.file()).close();
            } catch (CameraException e) {
                throw wrongUsage(String.valueOf(e.getMessage()));
            }
        }
        return streams;
    }

    private RtspCamera build(List<CameraStream> streams, CameraListener clients) {
        try {
            CameraCredentials credentials = credentials();
            FaultParser parser = new FaultParser(streams, credentials);
            return RtspCamera.builder()
                    .bindAddress(InetAddress.getByName(bind))
                    .port(port)
                    .streams(streams)
                    .loop(!once)
                    .startOnPlay(startOnPlay)
                    .credentials(credentials)
                    .authSchemes(authSchemes())
                    .tls(tls)
                    .cameras(count)
                    .timestampsWrapAfter(wrapAfter == null ? null : FaultParser.time(wrapAfter))
                    .faults(faults.stream().map(parser::parse).toList())
                    .listener(clients)
                    .build();
        } catch (UnknownHostException e) {
            throw wrongUsage("--bind " + bind + ": not an address of this machine");
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private Set<AuthScheme> authSchemes() {
        Set<AuthScheme> schemes = EnumSet.noneOf(AuthScheme.class);
        for (String name : auth) {
            schemes.add(
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case "sha-256" -> AuthScheme.DIGEST_SHA_256;
                        case "md5" -> AuthScheme.DIGEST_MD5;
                        case "basic" -> AuthScheme.BASIC;
                        default -> throw wrongUsage("--auth '" + name + "': expected sha-256, md5 or basic");
                    });
        }
        return schemes.isEmpty() ? EnumSet.of(AuthScheme.DIGEST_MD5, AuthScheme.BASIC) : schemes;
    }

    private @Nullable CameraCredentials credentials() {
        if (user == null) {
            return null;
        }
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null || password.isEmpty()) {
            throw wrongUsage("--user needs the password in the environment variable " + PASSWORD_VARIABLE);
        }
        return new CameraCredentials(user, password);
    }

    private void announce(RtspCamera camera, List<CameraStream> streams) {
        for (CameraStream stream : streams) {
            String first = count == 1 ? stream.path() : "1/" + stream.path();
            String last = count == 1 ? "" : " to /" + count + "/" + stream.path();
            out().println(camera.uri(first) + last + "  " + stream.file());
        }
        out().println(startOnPlay ? "Time begins with the first client. Ctrl-C stops." : "Ctrl-C stops.");
        out().flush();
    }

    private void report(RtspCamera camera, List<CameraStream> streams) throws IOException {
        Map<String, CameraCounters> sums = new LinkedHashMap<>();
        for (CameraStream stream : streams) {
            CameraCounters sum = camera.counters(stream.path());
            sums.put(stream.path(), sum);
            out().printf(
                            Locale.ROOT,
                            "%s: %d clients, %d pictures, %d loops, %d packets sent, %d dropped%n",
                            stream.path(),
                            sum.clientsSeen(),
                            sum.accessUnits(),
                            sum.loops(),
                            sum.packetsSent(),
                            sum.packetsDropped());
        }
        out().flush();
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), Map.of("streams", sums));
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli fills it in");
    }
}
