package io.streetward.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.scene.GroundLook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C clean, X changed, ? does not tell. */
class DirtySearchTest {
    private final List<Integer> asked = new ArrayList<>();

    private DirtySearch.Found search(String pictures, int budget) {
        asked.clear();
        return DirtySearch.among(pictures.length(), budget, i -> {
            asked.add(i);
            return switch (pictures.charAt(i)) {
                case 'C' -> GroundLook.CLEAN;
                case 'X' -> GroundLook.CHANGED;
                default -> GroundLook.UNCLEAR;
            };
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'',         -1, 0",
        "C,           0, 1",
        "X,          -1, 0",
        "?,          -1, 1",
        "CX,          0, 1",
        "CCCCCCCC,    7, 8",
        "XXXXXXXX,   -1, 0",
        "CCCCCXXX,    4, 5",
        "CCC??XXX,    2, 5",
        "???CXX,      3, 4",
        "CCX???,      1, 2",
        "?C??X?,      1, 4",
        "????????,   -1, 8",
        "C?C?C?X?X,   4, 6",
        "CC??C??X??X, 4, 7",
        "CC???X???XX, 1, 5"
    })
    void findsTheChangeBetweenTheLastCleanAndTheFirstChanged(String pictures, int clean, int dirty) {
        DirtySearch.Found found = search(pictures, 100);
        assertThat(found.lastClean()).isEqualTo(clean);
        assertThat(found.firstDirty()).isEqualTo(dirty);
        assertThat(found.judged()).isEqualTo(asked.size());
        assertThat(new HashSet<>(asked)).as("asked at most once").hasSameSizeAs(asked);
    }

    @Test
    void withoutUnclearPicturesItIsPlainBisection() {
        assertThat(search("C".repeat(700) + "X".repeat(323), 100).judged()).isLessThanOrEqualTo(10);
    }

    @Test
    void aLongUnclearStretchIsBoundedBeforeItIsLookedInto() {
        DirtySearch.Found found = search("C".repeat(40) + "?".repeat(60) + "X".repeat(28), 16);
        assertThat(found.lastClean()).isEqualTo(39);
        assertThat(found.firstDirty()).isEqualTo(100);
    }

    @Test
    void theBudgetHoldsAndWhatIsFoundByThenIsTrue() {
        DirtySearch.Found found = search("C".repeat(500) + "X".repeat(500), 3);
        assertThat(found.judged()).isEqualTo(3);
        assertThat(found.lastClean()).isLessThan(500);
        assertThat(found.firstDirty()).isGreaterThanOrEqualTo(500);
        assertThat(search("CX", 0)).isEqualTo(new DirtySearch.Found(-1, 2, 0));
    }

    @Test
    void whateverIsHiddenTheAnswerIsThatOfTheVisiblePictures() {
        Random random = new Random(4_711);
        for (int run = 0; run < 500; run++) {
            int size = random.nextInt(60);
            int change = random.nextInt(size + 1);
            StringBuilder pictures = new StringBuilder();
            double hidden = random.nextDouble();
            for (int i = 0; i < size; i++) {
                pictures.append(random.nextDouble() < hidden ? '?' : i < change ? 'C' : 'X');
            }
            int firstDirty = pictures.indexOf("X");
            DirtySearch.Found found = search(pictures.toString(), 1_000);
            assertThat(found.lastClean()).as("%s", pictures).isEqualTo(pictures.lastIndexOf("C"));
            assertThat(found.firstDirty()).as("%s", pictures).isEqualTo(firstDirty < 0 ? size : firstDirty);
        }
    }
}
