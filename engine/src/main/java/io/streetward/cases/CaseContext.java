package io.streetward.cases;

import io.streetward.media.StreamId;

/**
 * Where a case comes from: what the configuration knows and the picture does not show.
 *
 * @param siteId the engine's site, as configured
 * @param camera the camera's id
 * @param cameraName the camera's place as people call it; shown in stills
 * @param rule the settings of the rule that confirmed it
 * @param detector the detector bundle's name
 * @param softwareVersion the engine's version
 */
public record CaseContext(
        String siteId,
        StreamId camera,
        String cameraName,
        RuleSettings rule,
        String detector,
        String softwareVersion) {}
