package io.streetward.detect.plate;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The kinds of plates of GA 36-2018 that a street camera meets, and how each is written.
 *
 * <p>Notation: {@code p} a province, {@code l} a letter, {@code d} a digit, {@code x} a letter or digit, {@code e} a letter
 * that says how a new energy vehicle is driven; anything else stands for itself. Letters are A–Z without I and O, which no
 * plate carries; forms are separated by spaces. Military plates are left out: their two letters and five digits are what an ordinary plate looks like
 * when its province is misread.
 */
public enum PlateKind {
    /** Blue or yellow. */
    ORDINARY("plxxxxx"),
    /** Green, one place longer: small vehicles have the energy letter first, large ones last. */
    NEW_ENERGY("plexdddd plddddde"),
    POLICE("plxxxx警"),
    /** Driving school. */
    LEARNER("plxxxx学"),
    TRAILER("plxxxx挂"),
    /** Vehicles of Hong Kong that may enter the mainland. */
    HONG_KONG("粤Zxxxx港"),
    /** Likewise of Macau. */
    MACAU("粤Zxxxx澳"),
    CONSULATE("plxxxx领"),
    EMBASSY("使dddddd dddddd使"),
    /** Prototypes on trial. */
    TRIAL("plxxxx试"),
    /** Beyond the usual size or weight. */
    OVERSIZE("plxxxx超"),
    /** Fire and rescue. */
    EMERGENCY("pXlddd应急"),
    /** The People's Armed Police; its headquarters leave out the province. */
    ARMED_POLICE("WJpddddx WJddddx");

    private static final Pattern SPACE = Pattern.compile(" ");

    private final String forms;

    PlateKind(String forms) {
        this.forms = forms;
    }

    /** The word in case records. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> forms() {
        return SPACE.splitAsStream(forms).toList();
    }
}
