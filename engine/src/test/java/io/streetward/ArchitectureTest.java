package io.streetward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The lines between packages, as drawn in the README and {@code docs/decisions.md}. */
@AnalyzeClasses(packages = "io.streetward", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.streetward..";

    @ArchTest
    static final ArchRule MEDIA = only("media", "it is what everything else speaks in");

    @ArchTest
    static final ArchRule CODEC = only("codec", "FFmpeg serves every package and knows none", "media");

    @ArchTest
    static final ArchRule INGEST = only("ingest", "cameras know nothing of what is seen in them", "media", "codec");

    @ArchTest
    static final ArchRule DETECT = only("detect", "a model sees pictures, not cameras or rules", "media");

    @ArchTest
    static final ArchRule TRACK = only("track", "following is a matter of boxes", "media", "detect");

    @ArchTest
    static final ArchRule SCENE = only("scene", "a place is pixels, not rules", "media", "detect", "track");

    @ArchTest
    static final ArchRule RULES =
            only("rules", "a rule judges tracks and places, never pixels", "media", "detect", "track", "scene");

    @ArchTest
    static final ArchRule CASES = only("cases", "a case is made from what a rule observed", "media", "detect", "rules");

    @ArchTest
    static final ArchRule CATALOGUE =
            only("catalogue", "tables and clocks know what an event is called, not how a case came about", "rules");

    @ArchTest
    static final ArchRule REPORTS =
            only("reports", "a report counts what is in the book and asks no one", "media", "rules", "cases");

    @ArchTest
    static final ArchRule EVIDENCE = only(
            "evidence",
            "evidence is cut from the ring for a case",
            "media",
            "codec",
            "ingest",
            "detect",
            "scene",
            "rules",
            "cases",
            "seal");

    @ArchTest
    static final ArchRule SEAL =
            only("seal", "a court's expert verifies with the bundle and a public key, without an engine");

    @ArchTest
    static final ArchRule ANNOUNCE =
            only("announce", "speaking knows of cases, hours and sound only", "codec", "cases", "rules");

    @ArchTest
    static final ArchRule SINKS = only("sinks", "telling others is a matter of the case book alone", "cases");

    @ArchTest
    static final ArchRule SERVER =
            only("server", "the HTTP side is handed what it shows, but for cases", "cases", "media", "rules");

    @ArchTest
    static final ArchRule EVIDENCE_USES_ONLY_THE_RING = noClasses()
            .that()
            .resideInAPackage("io.streetward.evidence..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.streetward.ingest..")
                    .and(not(nameMatching("io\\.streetward\\.ingest\\.PacketRing.*"))))
            .because("evidence follows the ring and must not reach into a camera's connection");

    @ArchTest
    static final ArchRule ONE_USER_OF_FFMPEG = noClasses()
            .that()
            .resideOutsideOfPackage("io.streetward.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.ffmpeg..")
            .because("FFmpeg's memory is owned in one place, codec");

    @ArchTest
    static final ArchRule ONE_USER_OF_OPENCV = noClasses()
            .that()
            .resideOutsideOfPackage("io.streetward.scene..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.opencv..")
            .because("OpenCV's memory is owned in one place, scene");

    @ArchTest
    static final ArchRule YAML_STOPS_AT_APP = noClasses()
            .that()
            .resideOutsideOfPackages("io.streetward.app..", "io.streetward.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.streetward.config..")
            .because("configuration records stop at app: nothing below knows YAML");

    @ArchTest
    static final ArchRule NOBODY_USES_APP = noClasses()
            .that()
            .resideOutsideOfPackage("io.streetward.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.streetward.app..")
            .because("wiring is the last thing that happens");

    @ArchTest
    static final ArchRule ONE_WAY = slices().matching("io.streetward.(*)..")
            .should()
            .beFreeOfCycles()
            .because("data flows one way through named types");

    private static ArchRule only(String name, String because, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = "io.streetward." + name + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = "io.streetward." + others[i] + "..";
        }
        return classes()
                .that()
                .resideInAPackage(allowed[0])
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(OURS).or(resideInAnyPackage(allowed)))
                .because(because);
    }
}
