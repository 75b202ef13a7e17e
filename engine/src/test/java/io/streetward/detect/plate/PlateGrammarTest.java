package io.streetward.detect.plate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateGrammarTest {
    private static List<PlateCharacter> read(String text) {
        List<PlateCharacter> characters = new ArrayList<>();
        text.codePoints().forEach(c -> characters.add(new PlateCharacter(Character.toString(c), 0.9)));
        return characters;
    }

    @ParameterizedTest
    @CsvSource({
        "皖A07F55, ORDINARY",
        "鲁BE31L9, ORDINARY",
        "京AD12345, NEW_ENERGY",
        "粤BDA1234, NEW_ENERGY",
        "沪A12345D, NEW_ENERGY",
        "京A0001警, POLICE",
        "苏E123A学, LEARNER",
        "冀B1234挂, TRAILER",
        "粤ZX123港, HONG_KONG",
        "粤Z1A23澳, MACAU",
        "沪A0023领, CONSULATE",
        "使224001, EMBASSY",
        "224001使, EMBASSY",
        "京A1234试, TRIAL",
        "川X1234超, OVERSIZE",
        "京XA123应急, EMERGENCY",
        "WJ京12345, ARMED_POLICE",
        "WJ京1234J, ARMED_POLICE",
        "WJ01234, ARMED_POLICE"
    })
    void plateKindsOfTheStandardAreKnown(String text, PlateKind kind) {
        PlateVerdict.Plate plate = (PlateVerdict.Plate) PlateGrammar.judge(read(text));
        assertThat(plate.text()).isEqualTo(text);
        assertThat(plate.kind()).isEqualTo(kind);
        assertThat(plate.corrections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"皖A·07F55, 皖A07F55", "皖A-21158, 皖A21158", "皖A：30B03, 皖A30B03", "'皖A 30B03', 皖A30B03", "皖a07f55, 皖A07F55"
    })
    void separatorsAndCaseDoNotMatter(String read, String text) {
        assertThat(((PlateVerdict.Plate) PlateGrammar.judge(read(read))).text()).isEqualTo(text);
    }

    @Test
    void lettersThatNoPlateCarriesBecomeTheDigitsTheyLookLike() {
        PlateVerdict.Plate plate = (PlateVerdict.Plate) PlateGrammar.judge(read("皖AOC9I1"));
        assertThat(plate.text()).isEqualTo("皖A0C911");
        assertThat(plate.corrections()).containsExactly("O → 0 at 3", "I → 1 at 6");
        assertThat(plate.characters())
                .extracting(PlateCharacter::text)
                .containsExactly("皖", "A", "0", "C", "9", "1", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "合肥城泊, 'begins with 合, expected a province'",
        "AB7182, 'begins with A, expected a province'",
        // Which letter a 0 was meant to be has more than one answer.
        "皖007F55, 'has 0 after the province, expected a letter other than I and O'",
        "皖I07F55, 'has I after the province, expected a letter other than I and O'",
        "皖, 'has nothing after the province, expected a letter other than I and O'",
        "皖A5S42, 'has 6 characters, expected 7, or 8 of a new energy vehicle'",
        "皖A07皖55, 'has 皖 at place 5, expected a letter or digit'",
        "陕A267TA8X, 'has 9 characters, expected 7, or 8 of a new energy vehicle'",
        "陕A267TA8, 'has 8 characters but not the energy letter and digits of a new energy vehicle'"
    })
    void whatIsNoPlateComesWithTheReason(String read, String reason) {
        PlateVerdict.NotAPlate verdict = (PlateVerdict.NotAPlate) PlateGrammar.judge(read(read));
        assertThat(verdict.read()).isEqualTo(read);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void nothingReadIsNoPlate() {
        assertThat(PlateGrammar.judge(List.of())).isEqualTo(new PlateVerdict.NotAPlate("", "nothing was read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"京A12O45D", "京ADI2345"})
    void correctionsReachNewEnergyPlatesToo(String read) {
        assertThat(((PlateVerdict.Plate) PlateGrammar.judge(read(read))).kind()).isEqualTo(PlateKind.NEW_ENERGY);
    }

    @Test
    void aPlateIsAsSureAsAllItsCharactersTogether() {
        PlateVerdict.Plate plate = (PlateVerdict.Plate) PlateGrammar.judge(read("皖A07F55"));
        assertThat(plate.confidence()).isEqualTo(Math.pow(0.9, 7), Offset.offset(1e-12));
    }
}
