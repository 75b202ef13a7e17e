package io.streetward.scene;

import io.streetward.detect.ChangeClassifier;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.track.TrackSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one camera at one picture size, and the steps of one look. For one thread. */
final class SceneMemory implements AutoCloseable {
    /** When more than this share of the visible picture changes at once, it is the light or the camera, not a thing. */
    private static final double ALL_AT_ONCE = 0.35;

    /** Light that stays changed for this long, with the view where it was, is the new usual look. */
    private static final long NEW_LIGHT_AFTER_MS = 20_000;

    /** The usual look changes slowly: making it ready for comparison again costs as much as a look. */
    private static final long REFRESH_MS = 2_000;

    /** A longer pause says nothing about what happened meanwhile. */
    private static final int LONGEST_STEP_MS = 10_000;

    private final SceneSettings settings;
    private final Look look;
    private final byte[] spare;
    private final float[] strength;
    private final PictureReader reader;
    private final Alignment alignment;
    private final UsualLook usual;
    private final Expected expected;
    private final ChangeTest test;
    private final NowLook now;
    private final RegionFinder finder;
    private final Origin origin;
    private final LookHistory history = new LookHistory();
    private final RegionBook book;
    private final ViewWatch watch = new ViewWatch();
    private @Nullable MediaTime last;
    private long atMs;
    private long refreshedAtMs;
    private long newLightMs;

    SceneMemory(SceneSettings settings, @Nullable ChangeClassifier classifier, int widthPx, int heightPx) {
        this.settings = settings;
        look = new Look(widthPx, heightPx);
        spare = new byte[look.size()];
        strength = new float[look.size()];
        reader = new PictureReader((int) Math.round(settings.detailShare() * widthPx));
        alignment = new Alignment(widthPx, heightPx);
        usual = new UsualLook(settings, look.size());
        expected = new Expected(widthPx, heightPx);
        test = new ChangeTest(settings, usual, expected);
        now = new NowLook(settings, look.size());
        finder = new RegionFinder(settings, widthPx, heightPx);
        origin = new Origin(widthPx, heightPx, expected, now);
        book = new RegionBook(settings, history, classifier, widthPx, heightPx);
    }

    boolean fits(ScenePicture picture) {
        return look.fits(picture);
    }

    SceneView look(ScenePicture picture, TrackSet tracks) {
        FrameRef frame = picture.frame();
        int passedMs = passedMs(frame.pts());
        Shift shift = read(picture);
        Followed.hide(tracks, look, shift);
        if (!usual.isLearnt()) {
            return learn(frame);
        }
        int number = history.add(frame);
        ViewWatch.Structure structure = ViewWatch.compare(look, expected);
        watch.see(structure, passedMs);
        if (!watch.state().trusted()) {
            return new SceneView(frame, watch.state(), List.of());
        }
        if (compare() > ALL_AT_ONCE) {
            return underNewLight(frame, passedMs);
        }
        newLightMs = 0;
        remember(number, passedMs);
        List<Piece> pieces = thatCame(finder.find(now.lasting));
        if (atMs - refreshedAtMs >= REFRESH_MS) {
            refresh();
        }
        return new SceneView(frame, ViewState.CLEAR, book.update(pieces, now, expected, frame, atMs, shift));
    }

    /** What of a region shows in a picture from the recording. */
    GroundLook judge(StaticRegion region, ScenePicture picture) {
        read(picture);
        if (ViewWatch.compare(look, expected).isLost()) {
            return GroundLook.UNCLEAR;
        }
        test.adaptTo(look);
        int clean = 0;
        int there = 0;
        int all = 0;
        for (int i = 0; i < look.size(); i++) {
            if (book.holds(region.id(), i)) {
                all++;
                boolean changed = test.strength(look, i) >= 1;
                clean += !changed && test.isLitAsUsual(look, i) ? 1 : 0;
                there += changed && now.isSame(look, i, usual.noise[i]) ? 1 : 0;
            }
        }
        if (all == 0) {
            return GroundLook.UNCLEAR;
        }
        return 2 * there > all ? GroundLook.CHANGED : clean > 0.7 * all ? GroundLook.CLEAN : GroundLook.UNCLEAR;
    }

    private int passedMs(MediaTime pts) {
        MediaTime before = last;
        last = pts;
        long passed = before == null ? 0 : pts.since(before).toMillis();
        int worth = (int) Math.max(0, Math.min(LONGEST_STEP_MS, passed));
        atMs += worth;
        return worth;
    }

    private Shift read(ScenePicture picture) {
        reader.read(picture, look);
        Arrays.fill(look.hidden, false);
        Shift shift = usual.isLearnt() ? alignment.of(look.luma) : Shift.NONE;
        if (shift.lengthPx() > settings.greatestShiftShare() * look.widthPx) {
            shift = Shift.NONE;
        }
        shift.undo(look.luma, spare, look.widthPx, look.heightPx);
        shift.undo(look.red, spare, look.widthPx, look.heightPx);
        shift.undo(look.blue, spare, look.widthPx, look.heightPx);
        shift.hideEdges(look.hidden, look.widthPx, look.heightPx);
        reader.detail(look.luma, look.detail, look.widthPx, look.heightPx);
        return shift;
    }

    private SceneView learn(FrameRef frame) {
        if (usual.learn(look)) {
            refresh();
            alignment.usual(expected.luma);
            history.add(frame);
        }
        return new SceneView(frame, ViewState.LEARNING, List.of());
    }

    private void refresh() {
        expected.refresh(usual, reader);
        refreshedAtMs = atMs;
    }

    /** Measures every pixel that can be seen; returns the share that changed and has no lasting change. */
    private double compare() {
        test.adaptTo(look);
        int seen = 0;
        int changed = 0;
        for (int i = 0; i < look.size(); i++) {
            if (look.hidden[i]) {
                continue;
            }
            strength[i] = test.strength(look, i);
            if (!now.lasting[i]) {
                seen++;
                changed += strength[i] >= 1 ? 1 : 0;
            }
        }
        return seen == 0 ? 0 : (double) changed / seen;
    }

    private SceneView underNewLight(FrameRef frame, int passedMs) {
        newLightMs += passedMs;
        if (newLightMs >= NEW_LIGHT_AFTER_MS) {
            newLightMs = 0;
            usual.relearn();
            for (int i = 0; i < look.size(); i++) {
                now.forget(i);
            }
            book.forgetAll();
        }
        return new SceneView(frame, ViewState.LEARNING, List.of());
    }

    private void remember(int number, int passedMs) {
        float share = usual.share(passedMs);
        for (int i = 0; i < look.size(); i++) {
            if (look.hidden[i]) {
                now.skip(i);
            } else if (strength[i] >= 1) {
                now.changed(look, i, number, passedMs, usual.noise[i]);
            } else {
                now.clean(look, i, number, passedMs);
                if (now.isQuiet(i)) {
                    usual.follow(look, i, share, test.offDetail(look, i));
                }
            }
        }
    }

    /** Leaves out shade and trembling edges, and takes uncovered ground and new light for what they are: usual from now on. */
    private List<Piece> thatCame(List<Piece> pieces) {
        List<Piece> came = new ArrayList<>();
        boolean accepted = false;
        for (Piece piece : pieces) {
            switch (book.knows(piece) ? Origin.Kind.CAME : origin.of(piece, now.lasting)) {
                case CAME -> came.add(piece);
                case SHADE, EDGE -> {}
                case UNCOVERED, LIGHT -> {
                    for (int k = 0; k < piece.count(); k++) {
                        usual.accept(now, piece.pixel(k));
                        now.forget(piece.pixel(k));
                    }
                    accepted = true;
                }
            }
        }
        if (accepted) {
            refresh();
        }
        return came;
    }

    @Override
    public void close() {
        reader.close();
        alignment.close();
        expected.close();
        finder.close();
    }
}
