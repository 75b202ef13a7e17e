package io.streetward.evidence;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The font of legends: Java's sans-serif, or an installed one that has the characters, or none at all.
 *
 * <p>A server may have no font whatever, and Java then fails in the middle of drawing; so it is tried once, beforehand.
 */
public final class LegendFont {
    private static final Logger log = LoggerFactory.getLogger(LegendFont.class);

    private final Optional<Font> base;

    private LegendFont(Optional<Font> base) {
        this.base = base;
    }

    /** The font of this machine, tried once. */
    public static LegendFont ofThisMachine() {
        return of(() -> new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    }

    static LegendFont of(Supplier<Font> source) {
        try {
            Font font = source.get();
            font.canDisplay('A'); // loads it
            return new LegendFont(Optional.of(font));
        } catch (RuntimeException | InternalError | LinkageError e) {
            log.warn(
                    "no usable font on this machine ({}): annotated stills get box and zone but no text;"
                            + " install one, such as fonts-dejavu-core or fonts-noto-cjk",
                    e.toString());
            return new LegendFont(Optional.empty());
        }
    }

    /** Whether there is any. */
    public boolean present() {
        return base.isPresent();
    }

    /** A font for {@code text}; empty when no installed one has all its characters. */
    public Optional<Font> forText(String text, int style, float sizePx) {
        return base.flatMap(font -> font.canDisplayUpTo(text) < 0 ? Optional.of(font) : installedFor(text))
                .map(font -> font.deriveFont(style, sizePx));
    }

    private static Optional<Font> installedFor(String text) {
        for (Font font : GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()) {
            if (font.canDisplayUpTo(text) < 0) {
                return Optional.of(font);
            }
        }
        return Optional.empty();
    }
}
