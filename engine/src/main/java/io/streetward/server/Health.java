package io.streetward.server;

import java.util.Map;

/**
 * How the engine is doing.
 *
 * @param ok false when it cannot do its work; a camera that is away does not make it so
 * @param camerasLive cameras delivering pictures now
 * @param cameras state by camera id
 */
public record Health(boolean ok, String status, int camerasLive, int camerasTotal, Map<String, String> cameras) {}
