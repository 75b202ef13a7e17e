package io.streetward.cases;

import io.streetward.media.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * Where a case comes from: what the configuration knows and the picture does not show.
 *
 * @param siteId the engine's site, as configured
 * @param camera the camera's id
 * @param cameraName what the camera looks at, as people call it; shown in stills
 * @param address where the device stands, as its public notice says; empty when not configured
 * @param publicNotice number of the notice that announces the device to the public; null when not configured
 * @param rule the settings of the rule that confirmed it
 * @param detector the detector bundle's name
 * @param softwareVersion the engine's version
 */
public record CaseContext(
        String siteId,
        StreamId camera,
        String cameraName,
        String address,
        @Nullable String publicNotice,
        RuleSettings rule,
        String detector,
        String softwareVersion) {
    /** Of a device of which neither address nor notice is known. */
    public CaseContext(
            String siteId,
            StreamId camera,
            String cameraName,
            RuleSettings rule,
            String detector,
            String softwareVersion) {
        this(siteId, camera, cameraName, "", null, rule, detector, softwareVersion);
    }
}
