package io.streetward.models.decode;

import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.NmsSpec;
import io.streetward.models.bundle.NmsSpec.Across;
import java.util.List;

/** Greedy non-maximum suppression: of boxes that compete and overlap too much, the strongest stays. */
public final class Nms {
    private final float maxIou;
    private final int[] groupOfLabel;
    private final int[] kept = new int[Candidates.MAX_KEPT];

    /**
     * Labels of one group compete.
     *
     * @param maxIou boxes that overlap more than this are one object; 1 keeps all
     */
    Nms(double maxIou, int... groupOfLabel) {
        this.maxIou = (float) maxIou;
        this.groupOfLabel = groupOfLabel.clone();
    }

    /** The suppression a bundle asks for. */
    public static Nms of(ModelBundle bundle) {
        NmsSpec spec = bundle.nms().orElse(new NmsSpec(1, Across.CLASS));
        return new Nms(spec.maxIou(), groups(bundle.labels(), spec.across()));
    }

    private static int[] groups(List<ModelLabel> labels, Across across) {
        int[] groups = new int[labels.size()];
        for (int i = 0; i < groups.length; i++) {
            boolean competes = across == Across.ALL
                    || (across == Across.VEHICLES && labels.get(i).kind().isVehicle());
            groups[i] = competes ? -1 : i;
        }
        return groups;
    }

    /**
     * Sorts the candidates and says how many stay, at most {@link Candidates#MAX_KEPT}.
     *
     * @param candidates put in order, strongest first
     */
    public int keep(Candidates candidates) {
        candidates.sortStrongestFirst();
        int count = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (!covered(candidates, i, count)) {
                kept[count++] = i;
            }
        }
        return count;
    }

    /** Index of the strongest, second strongest, … candidate that {@link #keep} let stay. */
    public int kept(int rank) {
        return kept[rank];
    }

    private boolean covered(Candidates candidates, int weak, int count) {
        int group = groupOfLabel[candidates.label(weak)];
        for (int k = 0; k < count; k++) {
            int strong = kept[k];
            if (groupOfLabel[candidates.label(strong)] == group && candidates.iou(strong, weak) > maxIou) {
                return true;
            }
        }
        return false;
    }
}
