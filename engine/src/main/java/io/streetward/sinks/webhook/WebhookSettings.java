package io.streetward.sinks.webhook;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where events are posted, and in what form.
 *
 * @param url http or https
 * @param template the receiver's own form; null: the payload as it is
 * @param formField null: the JSON is the body; else it is the value of this field of a posted form
 * @param timeout for connecting, and again for the answer
 * @param pictures how pictures go with an event
 */
public record WebhookSettings(
        URI url,
        @Nullable BodyTemplate template,
        @Nullable String formField,
        Duration timeout,
        PictureSettings pictures) {}
