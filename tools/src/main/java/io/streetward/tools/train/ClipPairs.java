package io.streetward.tools.train;

import io.streetward.detect.PatchPair;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.models.training.LabelledPair;
import io.streetward.models.training.ResidueLabel;
import io.streetward.tools.train.ClipLooks.Look;
import io.streetward.tools.train.ClipTruth.Event;
import io.streetward.tools.train.Picture.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Labelled pairs of a clip: what changed against its beginning is residue where and when the truth says so, and nothing
 * everywhere else. What is neither one nor the other (a spill that is still falling, a box half in an event's) is left out.
 */
final class ClipPairs {
    private static final double WINDOW_S = 3;
    private static final double CALM_UNTIL_S = 20;
    private static final int MOST_REGIONS = 12;
    private static final int MOST_PASSING = 6;
    private static final double PASSING_EVERY_S = 2.5;

    private final ClipTruth clip;
    private final double margin;
    private final List<Look> looks;
    private final Picture before;
    private final double calmUntilS;
    private final List<LabelledPair> pairs = new ArrayList<>();
    /** Road patches at random places, the same in every run. */
    private final Random random = new Random(1);

    private ClipPairs(ClipTruth clip, double margin, List<Look> looks) {
        this.clip = clip;
        this.margin = margin;
        this.looks = looks;
        double firstS = clip.events().stream().mapToDouble(Event::beginsS).min().orElse(Double.MAX_VALUE);
        double lastS = looks.get(looks.size() - 1).seconds();
        this.calmUntilS = Math.min(Math.min(CALM_UNTIL_S, 0.5 * lastS), Math.max(2, firstS - 0.5));
        this.before = median(1, calmUntilS);
    }

    static List<LabelledPair> of(ClipTruth clip, double margin) throws IOException {
        List<Look> looks = ClipLooks.of(clip.video(), clip.durationS());
        if (looks.size() < 8) {
            throw new IOException(clip.video() + ": only " + looks.size() + " looks, expected some seconds of video");
        }
        ClipPairs pairs = new ClipPairs(clip, margin, looks);
        pairs.lasting();
        pairs.passing();
        return pairs.pairs;
    }

    private Picture median(double fromS, double toS) {
        List<Picture> in = looks.stream()
                .filter(look -> look.seconds() >= fromS && look.seconds() < toS)
                .map(Look::picture)
                .toList();
        return Picture.median(in.isEmpty() ? List.of(looks.get(0).picture()) : in);
    }

    private void lasting() {
        double endS = looks.get(looks.size() - 1).seconds();
        for (double from = calmUntilS; from + WINDOW_S <= endS + 0.5; from += WINDOW_S) {
            double to = from + WINDOW_S;
            Picture after = median(from, to);
            for (Event event : clip.events()) {
                if (event.label() != ResidueLabel.NONE && from >= event.startS() && to <= event.endS()) {
                    add(box(event.box()), after, event.label(), event.what() + ", whole");
                }
            }
            for (Box region : ChangedRegions.between(before, after, MOST_REGIONS)) {
                judge(region, after, from, to);
            }
            road(after, to);
        }
    }

    private void judge(Box region, Picture after, double from, double to) {
        for (Event event : clip.events()) {
            Box box = box(event.box());
            boolean there = from >= event.startS() && to <= event.endS();
            boolean never = to <= event.beginsS();
            if (!region.meets(box) || never) {
                continue;
            }
            boolean own = there && region.centredIn(box) && region.w() <= 1.3 * box.w() && region.h() <= 1.3 * box.h();
            if (own && lasts(region, event)) {
                add(region, after, event.label(), event.what());
            }
            return;
        }
        add(region, after, ResidueLabel.NONE, "lasting, none" + beyond(region));
    }

    /** Whether the event's own median differs there too: not a car in one window. */
    private boolean lasts(Box region, Event event) {
        double to = Math.min(event.endS(), looks.get(looks.size() - 1).seconds());
        if (event.label() == ResidueLabel.NONE) {
            return true;
        }
        return ChangedRegions.between(before, wholeEvent(event.startS(), to), Integer.MAX_VALUE).stream()
                .anyMatch(region::meets);
    }

    private double cachedFrom = Double.NaN;
    private Picture cached = new Picture(1, 1, new byte[3]);

    private Picture wholeEvent(double from, double to) {
        if (from != cachedFrom) {
            cached = median(from, to);
            cachedFrom = from;
        }
        return cached;
    }

    /** Road where nothing is known to have changed. */
    private void road(Picture after, double to) {
        for (int i = 0; i < 2; i++) {
            int side = 12 + random.nextInt(70);
            Box place = new Box(
                    random.nextInt(Math.max(1, before.width() - side)),
                    before.height() / 3 + random.nextInt(Math.max(1, before.height() * 2 / 3 - side)),
                    side,
                    side);
            boolean free = clip.events().stream()
                    .noneMatch(event -> to > event.beginsS() && grown(place).meets(box(event.box())));
            if (free) {
                add(place, after, ResidueLabel.NONE, "anywhere, none");
            }
        }
    }

    /** What drives and walks by: single looks before the first event begins. */
    private void passing() {
        double until = clip.events().stream().mapToDouble(Event::beginsS).min().orElse(Double.MAX_VALUE);
        double next = 0;
        for (Look look : looks) {
            if (look.seconds() >= until || look.seconds() < next) {
                continue;
            }
            next = look.seconds() + PASSING_EVERY_S;
            for (Box region : ChangedRegions.between(before, look.picture(), MOST_PASSING)) {
                add(region, look.picture(), ResidueLabel.NONE, "passing, none" + beyond(region));
            }
        }
    }

    /** Rules only watch their zones; what changes elsewhere (trees, footways) is counted apart. */
    private String beyond(Box region) {
        double x = (region.x() + region.w() / 2.0) / before.width();
        double y = (region.y() + region.h() / 2.0) / before.height();
        return clip.watched(x, y) ? "" : ", beyond the zones";
    }

    private void add(Box box, Picture after, ResidueLabel label, String what) {
        pairs.add(new LabelledPair(new PatchPair(before.patch(box, margin), after.patch(box, margin)), label, what));
    }

    private Box grown(Box box) {
        int by = (int) Math.ceil((margin - 1) / 2 * Math.max(box.w(), box.h()));
        return new Box(box.x() - by, box.y() - by, box.w() + 2 * by, box.h() + 2 * by);
    }

    private Box box(NormalizedBox box) {
        PixelBox pixels = box.toPixels(before.width(), before.height());
        return new Box(pixels.xPx(), pixels.yPx(), pixels.widthPx(), pixels.heightPx());
    }
}
