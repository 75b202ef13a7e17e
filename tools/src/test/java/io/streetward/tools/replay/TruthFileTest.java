package io.streetward.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthFileTest {
    private static final String GOOD = "{'clip': 'a.mp4', 'zones': [{'id': 'z1', 'kind': 'carriageway',"
            + " 'polygon': [[-0.0, 0.5], [1.004, 0.5], [0.5, 1]]}], 'events': [{'kind': 'road_spillage', 'zone': 'z1',"
            + " 'box': [0.1, 0.2, 0.3, 0.4], 'start_s': 3, 'end_s': 9.5}], 'distractors': [{'what': 'a bus'}]}";

    @TempDir
    private Path dir;

    @Test
    void aTruthIsReadAndItsPolygonsLieWithinThePicture() throws IOException {
        TruthFile truth = TruthFile.read(file(GOOD));
        assertThat(truth.clip()).isEqualTo("a.mp4");
        assertThat(truth.zones().get(0).polygon().toString())
                .doesNotContain("-0.0")
                .doesNotContain("1.004");
        assertThat(truth.events().get(0).endS()).isEqualTo(9.5);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'zones':            | 'zonen':             | zones is missing, expected a list in brackets
                    [-0.0, 0.5]         | [-0.2, 0.5]          | zones[0].polygon[0][0] is -0.2, expected 0 to 1, shares of the picture
                    , [0.5, 1]          |                      | zones[0].polygon has 2 corners, expected at least 3
                    'kind': 'carriageway' | 'kind': 7          | zones[0].kind is 7, expected a word in quotes
                    'zone': 'z1'        | 'zone': 'z9'         | events[0].zone is "z9", expected one of its zones, [z1]
                    'start_s': 3        | 'begin_s': 3         | events[0].start_s is missing, expected a number
                    'end_s': 9.5        | 'end_s': 2           | events[0].end_s is 2.0, expected a time not before start_s, 3.0
                    [0.1, 0.2, 0.3, 0.4] | [0.1, 0.2, 0.3]     | events[0].box has 3 numbers, expected [x, y, w, h]
                    [0.1, 0.2, 0.3, 0.4] | [0.1, 0.2, 0, 0.4]  | events[0].box is 0.0 wide and 0.4 high, expected a box with width and height
                    """)
    void whatIsWrongIsNamedWithItsPlaceAndWhatWasExpected(String good, String bad, String complaint) {
        assertThatThrownBy(() -> TruthFile.read(file(GOOD.replace(good, bad == null ? "" : bad))))
                .isInstanceOf(IOException.class)
                .hasMessage(dir.resolve("a.truth.json") + ": " + complaint);
    }

    @Test
    void aFileThatIsNoJsonIsNamedWithItsLine() {
        assertThatThrownBy(() -> TruthFile.read(file("{\n'clip': oops}")))
                .hasMessageStartingWith(dir.resolve("a.truth.json") + ":2: is no JSON");
    }

    @Test
    void aTruthWithoutItsClipIsNamed() throws IOException {
        file(GOOD);
        assertThatThrownBy(() -> Suite.of(List.of(dir)))
                .hasMessage(dir.resolve("a.truth.json") + ": its clip is missing, expected a.mp4 beside it");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("a.truth.json"), text.replace('\'', '"'));
    }
}
