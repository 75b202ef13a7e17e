package io.streetward.tools.replay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Keeps the engine's everyday words off the screen, where they would be of many clips at once and out of their time. */
final class QuietLog {
    private QuietLog() {}

    static void warningsOnly() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("io.streetward").setLevel(Level.WARN);
    }
}
