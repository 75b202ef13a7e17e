package io.streetward.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.Moment;
import io.streetward.detect.DetectorException;
import io.streetward.detect.plate.PlateCharacter;
import io.streetward.detect.plate.PlateReading;
import io.streetward.detect.plate.PlateVerdict;
import io.streetward.media.NormalizedBox;
import io.streetward.media.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plate of one case's vehicle, read in each still: becomes {@code plate.json}. A failure is a note in there and takes
 * nothing from the rest of the evidence. Plates are never logged.
 */
final class CasePlate {
    static final String FILE_NAME = "plate.json";

    private static final Logger log = LoggerFactory.getLogger(CasePlate.class);

    private final PlateWitness witness;
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Sight> plates = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int looks;
    private @Nullable Moment first;
    private @Nullable Moment last;

    /** A plate, and the still it was read in. */
    private record Sight(String still, PlateVerdict.Plate plate, NormalizedBox box) {}

    CasePlate(PlateWitness witness) {
        this.witness = witness;
    }

    /** Reads the vehicle in {@code box} in a still of that file name. */
    void look(VideoFrame picture, String still, NormalizedBox box) {
        Moment moment = new Moment(picture.pts(), picture.receivedAt());
        first = first == null ? moment : first;
        last = moment;
        looks++;
        try {
            List<PlateReading> readings = witness.read(picture, box);
            for (PlateReading reading : readings) {
                if (reading.verdict() instanceof PlateVerdict.Plate plate) {
                    plates.add(new Sight(still, plate, reading.box()));
                    return; // the likeliest comes first
                }
            }
            notes.add(still + ": " + withoutPlate(readings));
        } catch (DetectorException | RuntimeException e) {
            // The plate is the least of the evidence: whatever goes wrong with it must not cost the stills and the
            // clip.
            log.warn("a plate could not be read in a still: {}", e.getMessage(), e);
            notes.add(still + ": reading failed: " + e.getMessage());
        }
    }

    private static String withoutPlate(List<PlateReading> readings) {
        return readings.isEmpty()
                ? "no writing was found on the vehicle"
                : "no plate among " + readings.size() + " pieces of writing; the first "
                        + ((PlateVerdict.NotAPlate) readings.get(0).verdict()).reason();
    }

    /** First and last still looked at; empty when none was. */
    List<Moment> span() {
        return first == null || last == null ? List.of() : List.of(first, last);
    }

    /** The best reading, as it is written on plates; empty when none was read. */
    Optional<String> text() {
        return plates.stream()
                .max(Comparator.comparingDouble(sight -> sight.plate().confidence()))
                .map(sight -> sight.plate().text());
    }

    /** The record: the best reading, what each still gave, and what went wrong. */
    ByteBuffer json() {
        ObjectNode root = mapper.createObjectNode();
        root.put("reader", witness.readerName());
        root.put("stills", looks);
        List<Sight> likeliestFirst = new ArrayList<>(plates);
        likeliestFirst.sort(
                Comparator.comparingDouble((Sight sight) -> sight.plate().confidence())
                        .reversed());
        if (!likeliestFirst.isEmpty()) {
            putBest(root, likeliestFirst.get(0));
            ArrayNode others = root.putArray("others");
            likeliestFirst.stream().skip(1).forEach(sight -> put(others.addObject(), sight));
        }
        ArrayNode noteNode = root.putArray("notes");
        notes.forEach(noteNode::add);
        try {
            String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes is always JSON", e);
        }
    }

    private void putBest(ObjectNode root, Sight best) {
        put(root, best);
        ArrayNode characters = root.putArray("characters");
        for (PlateCharacter character : best.plate().characters()) {
            characters.addObject().put("text", character.text()).put("confidence", rounded(character.confidence()));
        }
        ArrayNode corrections = root.putArray("corrections");
        best.plate().corrections().forEach(corrections::add);
        long agreeing = plates.stream()
                .filter(sight -> sight.plate().text().equals(best.plate().text()))
                .count();
        root.put("agreeingStills", agreeing);
    }

    private static void put(ObjectNode node, Sight sight) {
        node.put("text", sight.plate().text());
        node.put("kind", sight.plate().kind().key());
        node.put("confidence", rounded(sight.plate().confidence()));
        node.put("still", sight.still());
        node.putObject("box")
                .put("x", sight.box().x())
                .put("y", sight.box().y())
                .put("w", sight.box().w())
                .put("h", sight.box().h());
    }

    private static double rounded(double probability) {
        return Math.round(probability * 1e4) / 1e4;
    }
}
