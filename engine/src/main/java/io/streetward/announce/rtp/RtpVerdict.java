package io.streetward.announce.rtp;

import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.Transmission;
import java.net.PortUnreachableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one announcement from what the network said of its packets: RTP paging has no answer of its own. */
final class RtpVerdict {
    /** Share of packets the network may refuse (a full send buffer, say) before speech is no longer understood. */
    private static final double TOLERATED_LOSS = 0.05;

    private final RtpTarget target;
    private long unheard;
    private long unsent;
    private @Nullable Throwable firstError;

    RtpVerdict(RtpTarget target) {
        this.target = target;
    }

    void refused(Throwable error) {
        if (error instanceof PortUnreachableException) {
            unheard++; // the ICMP answer to an earlier packet
            return;
        }
        unsent++;
        if (firstError == null) {
            firstError = error;
        }
    }

    DeliveryOutcome atTheEnd(Transmission sent) {
        if (unheard > 0) {
            String detail = "nothing listens at " + target + " (ICMP port unreachable, " + unheard
                    + " times): check the speaker's address, port and paging setting";
            return new Failed(Reason.REFUSED, detail, Optional.of(sent));
        }
        if (unsent > sent.packets() * TOLERATED_LOSS) {
            String detail = unsent + " of " + sent.packets() + " packets to " + target + " could not be sent ("
                    + firstError + "): check this machine's network";
            return new Failed(Reason.UNREACHABLE, detail, Optional.of(sent));
        }
        return new Delivered(sent, Optional.empty());
    }
}
