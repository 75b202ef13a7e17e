package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.tools.camera.TransportOffer.Interleaved;
import io.streetward.tools.camera.TransportOffer.Udp;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportOfferTest {

    @Test
    void takesTheFirstProposalItCanServe() {
        assertThat(TransportOffer.choose("RTP/AVP/TCP;unicast;interleaved=4-5", false))
                .contains(new Interleaved(4));
        assertThat(TransportOffer.choose("RTP/AVP/TCP", false)).contains(new Interleaved(-1));
        assertThat(TransportOffer.choose("RTP/AVP;unicast;client_port=5000-5001;mode=\"PLAY\"", false))
                .contains(new Udp(5000, 5001));
        assertThat(TransportOffer.choose("RTP/AVP/UDP;unicast;client_port=5000", false))
                .contains(new Udp(5000, 5001));
        assertThat(TransportOffer.choose("RTP/AVP;multicast, RTP/SAVP;unicast, RTP/AVP/TCP;interleaved=0-1", false))
                .contains(new Interleaved(0));
    }

    @Test
    void sendsNoDatagramsBesideAnEncryptedConnection() {
        assertThat(TransportOffer.choose("RTP/AVP;unicast;client_port=5000-5001", true))
                .isEmpty();
        assertThat(TransportOffer.choose("RTP/AVP;unicast;client_port=5000-5001, RTP/AVP/TCP;interleaved=0-1", true))
                .contains(new Interleaved(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RTP/AVP;multicast",
                "RTP/AVP;unicast",
                "RTP/AVP;unicast;client_port=x",
                "RTP/AVP;unicast;client_port=0-1",
                "RTP/AVP;unicast;client_port=65535",
                "RTP/AVP;unicast;client_port=99999999",
                "RTP/SAVP;unicast;client_port=5000-5001",
                "RTP/AVP/TCP;interleaved=255-256",
                "RTP/AVP/TCP;interleaved=-1",
                "RTP/AVP/TCP;interleaved=0-1;mode=record"
            })
    void servesNothingElse(String header) {
        assertThat(TransportOffer.choose(header, false)).isEqualTo(Optional.empty());
    }
}
