package io.streetward.tools.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassMapTest {
    private static final Path SHIPPED = Path.of("../models/eval");

    @TempDir
    private Path dir;

    @Test
    void labelsOfOneNumberAreOneClass() throws IOException {
        ClassMap map = read("truck: 0\ncar: 1\nvan: 1\n", "car", "van", "truck");
        assertThat(map.classes()).extracting(ClassMap.EvalClass::number).containsExactly(0, 1);
        assertThat(map.ofNumber(1).orElseThrow().labels()).containsExactly("car", "van");
        assertThat(map.ofLabel("person")).isEmpty();
    }

    @Test
    void numbersOfOneLabelAreOneClassAlsoAcrossLabels() throws IOException {
        ClassMap map = read("car: [1, 2]\ntruck: 0\nvan: 2\n", "car", "van", "truck");
        assertThat(map.classes()).hasSize(2);
        assertThat(map.ofNumber(2).orElseThrow()).isEqualTo(new ClassMap.EvalClass(Set.of(1, 2), Set.of("car", "van")));
    }

    @Test
    void labelsThatTheModelDoesNotHaveJoinNothing() throws IOException {
        ClassMap map = read("car: 1\ntruck: 0\nvehicle: [0, 1]\n", "car", "truck");
        assertThat(map.classes()).hasSize(2);
        assertThat(map.unknown()).containsExactly("vehicle");
    }

    @Test
    void namesThePlaceOfEveryMistake() {
        assertThatThrownBy(() -> read("car: one\ntruck: []\ncar: 1\nbus: {a: 1}\n"))
                .hasMessage(String.join(
                        "\n",
                        dir + "/map.yaml:1:6: car: found \"one\", expected a label file's class number, or several in"
                                + " brackets",
                        dir + "/map.yaml:2:8: truck: found nothing, expected a label file's class number, or several in"
                                + " brackets",
                        dir + "/map.yaml:3:1: \"car\" is given twice, expected once",
                        dir + "/map.yaml:4:6: bus: expected a label file's class number, or several in brackets"));
        assertThatThrownBy(() -> read("- car\n")).hasMessageStartingWith(dir + "/map.yaml:1:1: expected lines such as");
        assertThatThrownBy(() -> read("car: [1\n")).hasMessageContaining("map.yaml:2:1: ");
    }

    @Test
    void theShippedMapOfDetracSuitsModelsThatKnowCocoOrVehiclesOnly() throws IOException {
        ClassMap coco = ClassMap.of(ClassMapFile.read(SHIPPED.resolve("detrac.yaml")), List.of("car", "truck", "bus"));
        assertThat(coco.classes()).extracting(ClassMap.EvalClass::number).containsExactly(0, 1, 3);
        assertThat(coco.ofNumber(2)).isEqualTo(coco.ofLabel("car"));
        ClassMap vehicles = ClassMap.of(ClassMapFile.read(SHIPPED.resolve("detrac.yaml")), List.of("vehicle"));
        assertThat(vehicles.classes()).hasSize(1);
        assertThat(vehicles.ofNumber(3)).isEqualTo(vehicles.ofLabel("vehicle"));
    }

    @Test
    void theShippedMapOfCocoNumbersTheDefaultModelsLabelsInOrder() throws IOException, BundleException {
        List<String> labels = Bundles.read(new Bundles(dir).find("centernet-mobilenetv3")).labels().stream()
                .map(ModelLabel::name)
                .toList();
        ClassMap map = ClassMap.of(ClassMapFile.read(SHIPPED.resolve("coco80.yaml")), labels);
        assertThat(map.unknown()).isEmpty();
        for (int i = 0; i < 80; i++) {
            assertThat(map.ofNumber(i).orElseThrow().labels()).containsExactly(labels.get(i));
        }
    }

    private ClassMap read(String yaml, String... labels) throws IOException {
        return ClassMap.of(ClassMapFile.read(Files.writeString(dir.resolve("map.yaml"), yaml)), List.of(labels));
    }
}
