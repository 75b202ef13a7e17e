package io.streetward.announce;

import io.streetward.codec.AudioClipDecoder;
import io.streetward.codec.AudioDecodeException;
import io.streetward.codec.AudioSignal;
import java.time.Duration;
import java.util.Arrays;

/** Turns a sound file into a finished clip: decoded, levelled, with the gong before it where one is wanted. */
final class ClipStudio {
    /** Softer than the words, so that it calls and does not startle. */
    private static final double GONG_BELOW_SPEECH_LU = 4;

    private final double lufs;
    private final Duration longest;

    /**
     * A studio.
     *
     * @param lufs integrated loudness of the words
     * @param longest sound that it takes
     */
    ClipStudio(double lufs, Duration longest) {
        this.lufs = lufs;
        this.longest = longest;
    }

    /** What tells clips of this studio from those of one that works otherwise; raise the number when the sound changes. */
    String recipe() {
        return "studio 1, " + lufs + " LUFS";
    }

    Clip finish(byte[] file, ClipForm form, boolean gong) throws ClipException {
        int rate = form.sampleRateHz();
        double level = lufs + form.gainDb();
        try {
            AudioSignal words = ClipDynamics.level(new AudioClipDecoder(rate, longest).decode(file), level);
            return ClipDynamics.clip(gong ? afterGong(words, level - GONG_BELOW_SPEECH_LU) : words);
        } catch (AudioDecodeException e) {
            throw new ClipException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AudioSignal afterGong(AudioSignal words, double level) throws ClipException {
        int rate = words.sampleRateHz();
        float[] tones = ClipDynamics.level(Gong.sound(rate), level).samples();
        float[] speech = words.samples();
        int begin = tones.length + (int) (Gong.PAUSE_SECONDS * rate);
        float[] whole = Arrays.copyOf(tones, begin + speech.length);
        System.arraycopy(speech, 0, whole, begin, speech.length);
        return new AudioSignal(rate, whole);
    }
}
