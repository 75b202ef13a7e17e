package io.streetward.tools.replay;

import io.streetward.app.ReplayState;
import io.streetward.app.ReplayedClip;
import io.streetward.config.StreetwardConfig;
import io.streetward.evidence.LegendFont;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Zones, time and the newest case's reasons over a drawn picture. */
final class Overlay {
    /** Long enough to read two lines. */
    private static final Duration NEWS = Duration.ofSeconds(12);

    private static final Color ZONE = new Color(255, 214, 10, 200);
    private static final Color ZONE_GROUND = new Color(255, 214, 10, 26);
    private static final Color STRIP = new Color(0, 0, 0, 170);
    private static final Color NEWS_STRIP = new Color(176, 20, 12, 215);

    private final LegendFont font = LegendFont.ofThisMachine();
    private final String clip;
    private final List<StreetwardConfig.Zone> zones;

    Overlay(String clip, List<StreetwardConfig.Zone> zones) {
        this.clip = clip;
        this.zones = List.copyOf(zones);
    }

    void draw(BufferedImage picture, Duration at, ReplayState state) {
        Graphics2D g = picture.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            zones.forEach(zone -> drawZone(g, zone, picture));
            float sizePx = Math.max(11f, Math.min(picture.getWidth(), picture.getHeight()) / 30f);
            strip(g, header(at, state), 0, sizePx, picture, STRIP);
            drawNews(g, at, state, sizePx, picture);
        } finally {
            g.dispose();
        }
    }

    private String header(Duration at, ReplayState state) {
        String scene = state.scene() == null
                ? ""
                : "   view " + state.scene().state().phase().name().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "%s   %.1f s%s   cases %d",
                clip,
                at.toMillis() / 1e3,
                scene,
                state.alarms().size());
    }

    private static void drawZone(Graphics2D g, StreetwardConfig.Zone zone, BufferedImage picture) {
        Path2D path = new Path2D.Double();
        for (List<Double> corner : zone.polygon()) {
            double x = corner.get(0) * picture.getWidth();
            double y = corner.get(1) * picture.getHeight();
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        g.setColor(ZONE_GROUND);
        g.fill(path);
        g.setColor(ZONE);
        g.setStroke(new BasicStroke(Math.max(1f, picture.getHeight() / 400f)));
        g.draw(path);
    }

    private void drawNews(Graphics2D g, Duration at, ReplayState state, float sizePx, BufferedImage picture) {
        if (state.alarms().isEmpty()) {
            return;
        }
        ReplayedClip.Alarm newest = state.alarms().get(state.alarms().size() - 1);
        if (at.minus(newest.raised()).compareTo(NEWS) > 0) {
            return;
        }
        int linePx = Math.round(sizePx * 1.4f);
        List<String> lines = newest.file().reasons();
        int shown = Math.min(lines.size(), 5);
        for (int i = 0; i < shown; i++) {
            strip(g, lines.get(i), picture.getHeight() - (shown - i) * linePx, sizePx * 0.9f, picture, NEWS_STRIP);
        }
    }

    private void strip(Graphics2D g, String text, int top, float sizePx, BufferedImage picture, Color ground) {
        Optional<Font> found = font.forText(text, Font.PLAIN, sizePx);
        if (found.isEmpty()) {
            return;
        }
        FontMetrics metrics = g.getFontMetrics(found.get());
        int marginPx = Math.round(sizePx / 2);
        g.setColor(ground);
        g.fillRect(
                0,
                top,
                Math.min(picture.getWidth(), metrics.stringWidth(text) + 2 * marginPx),
                Math.round(sizePx * 1.4f));
        g.setColor(Color.WHITE);
        g.setFont(found.get());
        g.drawString(text, marginPx, top + metrics.getAscent() + Math.round(sizePx * 0.1f));
    }
}
