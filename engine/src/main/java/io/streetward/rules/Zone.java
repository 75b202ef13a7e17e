package io.streetward.rules;

import io.streetward.media.NormalizedPolygon;

/**
 * A piece of ground in a camera's picture for which a rule holds.
 *
 * @param id unique within the camera
 * @param name as people call the place; spoken in announcements
 */
public record Zone(String id, String name, NormalizedPolygon polygon) {}
