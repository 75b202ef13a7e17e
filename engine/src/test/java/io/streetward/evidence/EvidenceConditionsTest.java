package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Moment;
import io.streetward.cases.PictureFacts;
import io.streetward.detect.ObjectKind;
import io.streetward.media.ClockOffset;
import io.streetward.media.MediaTime;
import io.streetward.rules.EventKind;
import io.streetward.rules.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The conditions of GA/T 832-2014, one by one. */
class EvidenceConditionsTest {
    private static final Stay STAY = Cases.stay(UUID.randomUUID(), MediaTime.ofSeconds(20), Duration.ofSeconds(30));

    private EventKind kind = EventKind.ILLEGAL_PARKING;
    private double apartS = 30;
    private int widthPx = 1920;
    private int heightPx = 1080;
    private PictureFacts.View view = PictureFacts.View.CLEAR;
    private @Nullable ClockOffset clock = ahead(300);
    private int stills = 2;
    private boolean clip = true;
    private EvidenceStatus status = EvidenceStatus.PENDING;

    @Test
    void twoLargePicturesFarEnoughApartUnderAGoodClockMeetThem() {
        assertThat(judge()).isEqualTo(new ConditionsVerdict.Met(List.of()));
    }

    @Test
    void onePictureIsTooFew() {
        stills = 1;
        assertThat(reasons()).containsExactly("1 untouched pictures, expected at least 2");
    }

    @Test
    void picturesNineSecondsApartAreTooClose() {
        apartS = 9;
        assertThat(reasons()).containsExactly("the pictures are 9.0 s apart, expected at least 10.0 s");
    }

    @Test
    void whatWasDroppedIsNotProvedByAnInterval() {
        apartS = 2;
        kind = EventKind.ROAD_SPILLAGE;
        assertThat(judge()).isInstanceOf(ConditionsVerdict.Met.class);
    }

    @Test
    void aSmallPictureIsNamedWithItsSize() {
        widthPx = 704;
        heightPx = 576;
        assertThat(reasons())
                .hasSize(2)
                .first()
                .isEqualTo("still-1-arrival.jpg has 704×576 pixels, expected at least 1280×720");
    }

    @Test
    void aCameraThatWasTurnedShowsAnotherPlace() {
        view = PictureFacts.View.MOVED;
        assertThat(reasons()).hasSize(2).allSatisfy(reason -> assertThat(reason).contains("the camera was knocked"));
    }

    @Test
    void aViewThatNobodyJudgedIsRemarked() {
        view = PictureFacts.View.UNKNOWN;
        assertThat(judge())
                .isInstanceOfSatisfying(
                        ConditionsVerdict.Met.class,
                        met -> assertThat(met.remarks()).hasSize(2));
    }

    @Test
    void aClockThatIsMoreThanASecondOffDoesNotMeetThem() {
        clock = ahead(-1_400);
        assertThat(reasons())
                .singleElement()
                .asString()
                .contains("1.400 s behind")
                .contains("expected 1.0 s at most");
    }

    @Test
    void aClockThatWasNotMeasuredIsRemarkedAndNoFault() {
        clock = null;
        assertThat(judge())
                .isEqualTo(new ConditionsVerdict.Met(List.of(
                        "how far the camera's clock is off was not measured: the camera does not tell its time")));
    }

    @Test
    void theClipIsWaitedForNoLongerThanTheEvidenceIs() {
        clip = false;
        assertThat(judge()).isInstanceOf(ConditionsVerdict.Met.class);
        status = new EvidenceStatus(EvidenceStatus.State.PARTIAL, List.of());
        assertThat(reasons()).containsExactly("there is no clip");
    }

    @Test
    void aClipWithAHoleIsDamaged() {
        status = new EvidenceStatus(
                EvidenceStatus.State.PARTIAL, List.of("clip.mp4" + ClipFiles.HOLE + "6.0 s after 04:00", "other"));
        assertThat(reasons()).containsExactly("clip.mp4 has no picture for 6.0 s after 04:00");
    }

    @Test
    void aCaseWithNoEvidenceAtAllHasAReason() {
        stills = 0;
        clip = false;
        assertThat(reasons()).containsExactly("0 untouched pictures, expected at least 2");
    }

    private List<String> reasons() {
        return ((ConditionsVerdict.Unmet) judge()).reasons();
    }

    private ConditionsVerdict judge() {
        List<EvidenceItem> items = new ArrayList<>();
        if (stills > 0) {
            items.add(still(EvidenceRole.ARRIVAL_STILL, "still-1-arrival.jpg", 20));
        }
        if (stills > 1) {
            items.add(still(EvidenceRole.CONFIRMATION_STILL, "still-2-confirmed.jpg", 20 + apartS));
        }
        if (clip) {
            items.add(new EvidenceItem(EvidenceRole.CLIP, "clip.mp4", "ab", 1, at(10), at(60), ""));
        }
        return EvidenceConditions.DEFAULT.judge(
                new CaseDossier(file(), status, items, List.of(), List.of(), List.of()));
    }

    private EvidenceItem still(EvidenceRole role, String name, double seconds) {
        EvidenceItem item = new EvidenceItem(role, name, "ab", 1, at(seconds), at(seconds), "")
                .withPicture(new PictureFacts(
                        widthPx, heightPx, view, view == PictureFacts.View.CLEAR ? "" : "the camera was knocked"));
        ClockOffset measured = clock;
        return measured == null ? item : item.withClock(measured);
    }

    private CaseFile file() {
        Stay stay = new Stay(
                STAY.id(),
                kind,
                STAY.zone(),
                ObjectKind.CAR,
                STAY.box(),
                STAY.start(),
                STAY.latest(),
                STAY.dwell(),
                STAY.confidence());
        return Cases.caseFile(new CaseId("20261124-040100-00001"), stay);
    }

    private static Moment at(double seconds) {
        MediaTime pts = MediaTime.ofSeconds(seconds);
        return new Moment(pts, Cases.wall(pts));
    }

    private static ClockOffset ahead(int millis) {
        return new ClockOffset(Duration.ofMillis(millis), Duration.ofMillis(20), 60);
    }
}
