package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTSP as RFC 2326 has it, request by request. */
class RtspProtocolTest {
    private static final String TCP = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

    @TempDir
    static Path folder;

    static RtspCamera camera;

    private RtspTestClient client;
    private URI uri;

    @BeforeAll
    static void startCamera() throws CameraException {
        Programs.assumeOnPath("ffmpeg");
        Path clip = TestClips.encode(folder.resolve("clip.mp4"), "libx264");
        camera = RtspCamera.builder().stream("gate", clip).stream("north/gate", clip)
                .sessionTimeout(Duration.ofSeconds(30))
                .build();
        camera.start();
    }

    @AfterAll
    static void stopCamera() {
        if (camera != null) {
            camera.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        uri = camera.uri("gate");
        client = new RtspTestClient(uri);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private String setUp() throws IOException {
        return "Session: " + client.request("SETUP", uri + "/streamid=0", TCP).session();
    }

    @Test
    void saysWhatItCanDo() throws IOException {
        Reply reply = client.request("OPTIONS", "*");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("public", "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER")
                .containsEntry("cseq", "1");
    }

    @Test
    void describesAStreamWithItsParameterSets() throws IOException {
        Reply reply = client.request("DESCRIBE", uri.toString(), "Accept: application/sdp");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("content-type", "application/sdp")
                .containsEntry("content-base", uri + "/");
        assertThat(reply.body())
                .contains(
                        "m=video 0 RTP/AVP 96",
                        "a=rtpmap:96 H264/90000",
                        "sprop-parameter-sets=",
                        "a=control:streamid=0");
    }

    @Test
    void findsOnlyTheStreamsItHas() throws IOException {
        String base = "rtsp://127.0.0.1:" + camera.port();

        assertThat(client.request("DESCRIBE", base + "/nowhere").status()).isEqualTo(404);
        assertThat(client.request("DESCRIBE", base).status()).isEqualTo(404);
        assertThat(client.request("SETUP", base + "/gate/streamid=1", TCP).status())
                .isEqualTo(404);
        assertThat(client.request("DESCRIBE", base + "/north/gate").status()).isEqualTo(200);
        assertThat(client.request("DESCRIBE", base + "/gate/").status()).isEqualTo(200);
    }

    @Test
    void refusesTransportsItDoesNotHave() throws IOException {
        for (String transport : new String[] {"RTP/AVP;multicast", "RTP/SAVP/TCP;interleaved=0-1", ""}) {
            assertThat(client.request("SETUP", uri + "/streamid=0", "Transport: " + transport)
                            .status())
                    .as(transport)
                    .isEqualTo(461);
        }
    }

    @Test
    void knowsNoSessionButItsOwn() throws IOException {
        for (String method : new String[] {"PLAY", "PAUSE", "TEARDOWN"}) {
            assertThat(client.request(method, uri.toString()).status())
                    .as(method)
                    .isEqualTo(454);
            assertThat(client.request(method, uri.toString(), "Session: 0123").status())
                    .as(method)
                    .isEqualTo(454);
        }
        assertThat(client.request("SETUP", uri + "/streamid=0", TCP, "Session: 0123")
                        .status())
                .isEqualTo(454);
        assertThat(client.request("GET_PARAMETER", uri.toString(), "Session: 0123")
                        .status())
                .isEqualTo(454);
    }

    @Test
    void takesNoNewTransportWhilePlaying() throws IOException {
        String session = setUp();
        assertThat(client.request("SETUP", uri + "/streamid=0", TCP, session).status())
                .as("before PLAY")
                .isEqualTo(200);
        assertThat(client.request("PLAY", uri.toString(), session).status()).isEqualTo(200);

        assertThat(client.request("SETUP", uri + "/streamid=0", TCP, session).status())
                .isEqualTo(455);
    }

    @Test
    void keepsStreamsInSessionsOfTheirOwn() throws IOException {
        String session = setUp();
        URI other = camera.uri("north/gate");

        assertThat(client.request("SETUP", other + "/streamid=0", TCP, session).status())
                .isEqualTo(459);
        assertThat(client.request("PLAY", other.toString(), session).status()).isEqualTo(404);
        Reply second = client.request("SETUP", other + "/streamid=0", TCP);
        assertThat(second.headers().get("transport"))
                .as("channels of the first session are taken")
                .contains("interleaved=2-3");
    }

    @Test
    void playsPausesAndTearsDown() throws IOException {
        String session = setUp();

        assertThat(client.request("PLAY", uri.toString(), session).status()).isEqualTo(200);
        client.readTimestamps(2);
        assertThat(client.request("PAUSE", uri.toString(), session).status()).isEqualTo(200);
        assertThat(client.request("GET_PARAMETER", uri.toString(), session).status())
                .isEqualTo(200);
        assertThat(client.request("PLAY", uri.toString(), session).status()).isEqualTo(200);
        client.readTimestamps(2);
        assertThat(client.request("TEARDOWN", uri.toString(), session).status()).isEqualTo(200);
        assertThat(client.request("PLAY", uri.toString(), session).status()).isEqualTo(454);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws IOException {
        assertThat(client.request("ANNOUNCE", uri.toString()).status()).isEqualTo(405);
        assertThat(client.request("FLY", uri.toString()).status()).isEqualTo(501);
        assertThat(client.request("DESCRIBE", uri.toString(), "Accept: text/plain")
                        .status())
                .isEqualTo(406);
        Reply backchannel = client.request("DESCRIBE", uri.toString(), "Require: www.onvif.org/ver20/backchannel");
        assertThat(backchannel.status()).isEqualTo(551);
        assertThat(backchannel.headers()).containsEntry("unsupported", "www.onvif.org/ver20/backchannel");
        assertThat(client.raw("GET_PARAMETER " + uri + " RTSP/1.0\r\nCSeq: 9\r\nContent-Length: 6\r\n\r\nvolume")
                        .status())
                .isEqualTo(451);
        assertThat(client.raw("OPTIONS * RTSP/2.0\r\nCSeq: 9\r\n\r\n").status()).isEqualTo(505);
        assertThat(client.raw("OPTIONS * RTSP/1.0\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void answersRubbishAndClosesTheConnection() throws IOException {
        assertThat(client.raw("rubbish\r\n\r\n").status()).isEqualTo(400);

        client.awaitClose();
    }

    @Test
    void limitsTheSessionsOfAConnection() throws IOException {
        for (int i = 0; i < RtspSessions.MAX_PER_CONNECTION; i++) {
            assertThat(client.request("SETUP", uri + "/streamid=0", TCP).status())
                    .isEqualTo(200);
        }

        assertThat(client.request("SETUP", uri + "/streamid=0", TCP).status()).isEqualTo(453);
    }
}
