package io.streetward.sinks.viid;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.EventDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Case events as GA/T 1400.3 objects. Ids are made from the event's key alone, so that an event told twice is the same object:
 * 20 digits device, 2 type, 14 local time, 5 number, and for a vehicle 2 type and 5 number more (GA/T 1400.1).
 */
final class ViidObjects {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final Set<String> MOTOR_VEHICLES = Set.of("car", "truck", "muck_truck", "bus");
    /** GA/T 1400.3 ColorType and GA 24.7 plate class of a small new-energy vehicle; those of others do not show in text. */
    private static final String[] NEW_ENERGY = {"9", "52"};

    private static final String[] OTHER = {"99", "99"};

    private static final int IMAGE = 2;
    private static final int MOTOR_VEHICLE = 2;

    private final ObjectMapper mapper = new ObjectMapper();
    private final String deviceId;
    private final ZoneId zone;
    private final Map<String, Integer> eventSorts;

    ViidObjects(String deviceId, ZoneId zone, Map<String, Integer> eventSorts) {
        this.deviceId = deviceId;
        this.zone = zone;
        this.eventSorts = eventSorts;
    }

    boolean isOfMotorVehicle(EventDocument event) {
        return MOTOR_VEHICLES.contains(event.text("/case/object"));
    }

    /** The 41 digits of one of an event's pictures. */
    String imageId(CaseEvent event, EventDocument.EvidenceFile picture, int index) {
        CRC32 crc = new CRC32();
        crc.update(event.caseId().value().getBytes(StandardCharsets.UTF_8));
        crc.update(picture.name().getBytes(StandardCharsets.UTF_8));
        long number = (crc.getValue() + index) % 100_000;
        return deviceId + String.format(Locale.ROOT, "%02d%s%05d", IMAGE, time(picture.from()), number);
    }

    /** A body that says only who speaks, such as {@code RegisterObject}. */
    String device(String object) {
        ObjectNode root = mapper.createObjectNode();
        root.putObject(object).put("DeviceID", deviceId);
        return root.toString();
    }

    /** The list of one picture's facts, without the picture. */
    String image(EventDocument event, String imageId, EventDocument.EvidenceFile picture) {
        ObjectNode root = mapper.createObjectNode();
        ObjectNode info =
                root.putObject("ImageListObject").putArray("Image").addObject().putObject("ImageInfo");
        put(info, event, imageId, picture);
        info.put("InfoKind", 1).put("ImageSource", "01");
        info.put("Title", event.text("/case/zone/name")).put("ContentDescription", event.text("/reason"));
        return root.toString();
    }

    /** The list of one vehicle, with references to its pictures. */
    String motorVehicle(
            EventDocument event, List<String> imageIds, List<EventDocument.EvidenceFile> pictures, String fallbackId) {
        ObjectNode root = mapper.createObjectNode();
        ObjectNode vehicle = root.putObject("MotorVehicleListObject")
                .putArray("MotorVehicleObject")
                .addObject();
        String sourceId = imageIds.isEmpty() ? fallbackId : imageIds.get(0);
        vehicle.put("MotorVehicleID", sourceId + String.format(Locale.ROOT, "%02d%05d", MOTOR_VEHICLE, 1));
        vehicle.put("InfoKind", 1).put("SourceID", sourceId).put("DeviceID", deviceId);
        vehicle.put("AppearTime", time(event.text("/case/startedAt")));
        vehicle.put("DisappearTime", time(event.text("/case/confirmedAt")));
        putPlate(vehicle, event);
        ArrayNode images = vehicle.putObject("SubImageList").putArray("SubImageInfoObject");
        for (int i = 0; i < imageIds.size(); i++) {
            put(images.addObject(), event, imageIds.get(i), pictures.get(i));
        }
        return root.toString();
    }

    /** The id of a vehicle of which there is no picture. */
    String sourceId(CaseEvent event, EventDocument document) {
        CRC32 crc = new CRC32();
        crc.update(event.caseId().value().getBytes(StandardCharsets.UTF_8));
        return deviceId
                + String.format(
                        Locale.ROOT,
                        "%02d%s%05d",
                        IMAGE,
                        time(document.text("/case/confirmedAt")),
                        crc.getValue() % 100_000);
    }

    private void put(ObjectNode node, EventDocument event, String imageId, EventDocument.EvidenceFile picture) {
        node.put("ImageID", imageId).put("DeviceID", deviceId);
        Integer sort = eventSorts.get(event.text("/case/event"));
        if (sort != null) {
            node.put("EventSort", sort);
        }
        node.put("Type", "01").put("FileFormat", "Jpeg").put("ShotTime", time(picture.from()));
    }

    private static void putPlate(ObjectNode vehicle, EventDocument event) {
        String text = event.text("/case/plate/text");
        vehicle.put("HasPlate", text.isEmpty() ? "0" : "1");
        if (!text.isEmpty()) {
            String[] codes = event.text("/case/plate/kind").equals("new_energy") ? NEW_ENERGY : OTHER;
            vehicle.put("PlateNo", text).put("PlateColor", codes[0]).put("PlateClass", codes[1]);
        }
    }

    private String time(String instant) {
        return TIME.format(Instant.parse(instant).atZone(zone));
    }
}
