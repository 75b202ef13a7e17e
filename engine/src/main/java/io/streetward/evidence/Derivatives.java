package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.cases.Moment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders what is drawn of a case's untouched stills: each one annotated, and the sheet of all. Holds one picture of full
 * size at a time.
 */
final class Derivatives {
    static final String SHEET_FILE_NAME = "composite.jpg";

    private final DerivativeSource source;
    private final ZoneId zone;
    private final LegendFont font;
    private final StillAnnotator annotator;

    /**
     * A renderer.
     *
     * @param source the pictures to draw upon
     * @param zone the street's time zone
     */
    Derivatives(DerivativeSource source, ZoneId zone, LegendFont font) {
        this.source = source;
        this.zone = zone;
        this.font = font;
        this.annotator = new StillAnnotator(zone, font);
    }

    /**
     * Writes the derivatives of all stills of a case.
     *
     * @param stills all of them, for the code is over all
     * @param notes gains a sentence for what cannot be written
     */
    List<EvidenceItem> write(
            Path folder, CaseFile file, List<RawStill> stills, StillFindings findings, List<String> notes) {
        if (stills.isEmpty()) {
            return List.of(); // what is missing is said already
        }
        String code =
                CaseCode.of(file, stills.stream().map(RawStill::item).toList()).orElseThrow();
        List<EvidenceItem> items = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        CompositeSheet sheet = new CompositeSheet(font, file, SheetFacts.of(file, stills, findings, code, zone));
        for (RawStill still : stills) {
            Occasion occasion = still.shot().occasion();
            try {
                Redacted redacted = source.picture(file, still);
                BufferedImage picture = redacted.picture();
                Moment moment = still.item().from();
                EvidenceItem item = EvidenceFiles.write(
                        folder,
                        occasion.annotated(),
                        occasion.annotatedFileName(),
                        annotator.annotate(picture, file, still.shot(), moment, code),
                        moment,
                        moment,
                        still.item().note());
                items.add(item.withNote(redacted.note()));
                sheet.add(still, picture);
                hidden.add(occasion.baseName() + " " + redacted.note());
            } catch (RedactionException e) {
                notes.add(occasion.annotatedFileName() + " is not released: " + e.getMessage());
            } catch (IOException e) {
                notes.add(occasion.annotatedFileName() + " is missing: " + e.getMessage());
            }
        }
        if (items.isEmpty()) {
            notes.add(SHEET_FILE_NAME + " is missing: there is no picture to put on it");
            return List.of();
        }
        try {
            items.add(EvidenceFiles.write(
                    folder,
                    EvidenceRole.COMPOSITE_SHEET,
                    SHEET_FILE_NAME,
                    Jpegs.encode(sheet.draw()),
                    first(stills),
                    last(stills),
                    "anti-forgery code " + code + "; " + String.join("; ", hidden)));
        } catch (IOException e) {
            notes.add(SHEET_FILE_NAME + " is missing: " + e.getMessage());
        }
        return items;
    }

    /**
     * Draws what the camera saw on looking again, alone and beside the annotated still of the confirmation, which is in the
     * folder.
     *
     * @param round 1, 2, 3 … within the case
     * @param notes gains a sentence for what cannot be written
     */
    List<EvidenceItem> after(Path folder, CaseFile file, RawStill after, String code, long round, List<String> notes) {
        Occasion occasion = after.shot().occasion();
        String name = occasion.baseName() + "-" + round + ".annotated.jpg";
        String pairName = "before-after-" + round + ".jpg";
        Moment moment = after.item().from();
        List<EvidenceItem> items = new ArrayList<>();
        try {
            Redacted redacted = source.picture(file, after);
            ByteBuffer annotated = annotator.annotate(redacted.picture(), file, after.shot(), moment, code);
            items.add(EvidenceFiles.write(
                    folder, occasion.annotated(), name, annotated, moment, moment, redacted.note()));
            Path before = folder.resolve(Occasion.CONFIRMATION.annotatedFileName());
            BufferedImage pair = BeforeAfter.of(
                    Jpegs.decode(ByteBuffer.wrap(Files.readAllBytes(before))), Jpegs.decode(annotated.duplicate()));
            items.add(EvidenceFiles.write(
                    folder, EvidenceRole.BEFORE_AFTER, pairName, Jpegs.encode(pair), moment, moment, redacted.note()));
        } catch (RedactionException e) {
            notes.add(name + " is not released: " + e.getMessage());
        } catch (IOException e) {
            notes.add((items.isEmpty() ? name : pairName) + " is missing: " + e.getMessage());
        }
        return items;
    }

    private static Moment first(List<RawStill> stills) {
        return stills.stream()
                .map(still -> still.item().from())
                .min((a, b) -> a.pts().compareTo(b.pts()))
                .orElseThrow();
    }

    private static Moment last(List<RawStill> stills) {
        return stills.stream()
                .map(still -> still.item().from())
                .max((a, b) -> a.pts().compareTo(b.pts()))
                .orElseThrow();
    }
}
