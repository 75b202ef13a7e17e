package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gathers wares into sites and knows these again; at most {@value #MOST_SITES}, further ones are not begun. */
final class StallSites {
    private static final int MOST_SITES = 32;

    private final Duration leaveAfter;
    private final List<StallSite> sites = new ArrayList<>();

    StallSites(Duration leaveAfter) {
        this.leaveAfter = leaveAfter;
    }

    List<StallSite> all() {
        return List.copyOf(sites);
    }

    /**
     * Takes a look's wares in.
     *
     * @param reach within which wares belong together, share of the picture's height
     * @return sites that are over
     */
    List<StallSite> update(List<Ware> wares, double reach, FrameRef frame) {
        for (List<Ware> group : groups(wares, reach, frame)) {
            NormalizedBox around = StallSite.around(group);
            List<StallSite> same = sites.stream()
                    .filter(s -> StallSite.around(s.wares()).intersection(around) > 0)
                    .toList();
            if (!same.isEmpty()) {
                StallSite oldest =
                        same.stream().filter(StallSite::confirmed).findFirst().orElse(same.get(0));
                oldest.see(group, frame);
                sites.removeIf(s -> s != oldest && same.contains(s) && !s.confirmed());
            } else if (sites.size() < MOST_SITES) {
                sites.add(new StallSite(group, frame));
            }
        }
        List<StallSite> over = new ArrayList<>();
        for (Iterator<StallSite> it = sites.iterator(); it.hasNext(); ) {
            StallSite site = it.next();
            if (frame.pts().since(site.latest().pts()).compareTo(leaveAfter) > 0
                    || frame.pts().isBefore(site.latest().pts().minus(leaveAfter))) {
                it.remove();
                over.add(site);
            }
        }
        return over;
    }

    private static List<List<Ware>> groups(List<Ware> wares, double reachY, FrameRef frame) {
        double reachX = reachY * frame.heightPx() / frame.widthPx();
        List<List<Ware>> groups = new ArrayList<>();
        for (Ware ware : wares) {
            List<List<Ware>> near = groups.stream()
                    .filter(group -> group.stream().anyMatch(w -> isNear(w.box(), ware.box(), reachX, reachY)))
                    .toList();
            List<Ware> joined = new ArrayList<>();
            near.forEach(joined::addAll);
            joined.add(ware);
            groups.removeIf(near::contains);
            groups.add(joined);
        }
        return groups;
    }

    private static boolean isNear(NormalizedBox a, NormalizedBox b, double reachX, double reachY) {
        return Bystanders.apart(a.x(), a.right(), b.x(), b.right()) <= reachX
                && Bystanders.apart(a.y(), a.bottom(), b.y(), b.bottom()) <= reachY;
    }
}
