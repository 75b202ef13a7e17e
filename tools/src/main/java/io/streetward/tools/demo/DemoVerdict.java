package io.streetward.tools.demo;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.tools.listen.RecordedSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges a demo by what came out: files on disk, sound off the wire. Nothing is taken on the engine's word. */
final class DemoVerdict {
    private static final Duration LEAST_PRE_ROLL = Duration.ofSeconds(5);
    private static final Duration LEAST_BETWEEN_STILLS = Duration.ofSeconds(10);
    private static final double SOUND_TOLERANCE_S = 0.04;
    private static final Set<EvidenceRole> RAW_STILLS =
            Set.of(EvidenceRole.ARRIVAL_STILL, EvidenceRole.CONFIRMATION_STILL);

    private final CaseDossier dossier;
    private final Path caseFolder;
    private final RecordedSound heard;
    private final List<Check> checks = new ArrayList<>();

    DemoVerdict(CaseDossier dossier, Path caseFolder, RecordedSound heard) {
        this.dossier = dossier;
        this.caseFolder = caseFolder;
        this.heard = heard;
    }

    List<Check> checks() {
        checkFiles();
        checkClip();
        checkStills();
        checkRecord();
        checkSound();
        return List.copyOf(checks);
    }

    private void checkFiles() {
        List<String> wrong = new ArrayList<>();
        for (EvidenceItem item : dossier.evidence()) {
            try {
                if (!item.sha256().equals(sha256(caseFolder.resolve(item.fileName())))) {
                    wrong.add(item.fileName() + " differs from its hash");
                }
            } catch (IOException e) {
                wrong.add(item.fileName() + " cannot be read");
            }
        }
        boolean kept = wrong.isEmpty() && !dossier.evidence().isEmpty();
        add(
                "every evidence file matches its hash",
                kept,
                kept ? dossier.evidence().size() + " files" : wrong.toString());
    }

    private void checkClip() {
        EvidenceItem clip = dossier.evidence().stream()
                .filter(item -> item.role() == EvidenceRole.CLIP)
                .findFirst()
                .orElse(null);
        if (clip == null) {
            add("a clip from before the vehicle stopped", false, "no clip");
            return;
        }
        Duration before = dossier.file().started().pts().since(clip.from().pts());
        try {
            int pictures = ClipReader.countPictures(caseFolder.resolve(clip.fileName()));
            add(
                    "the clip starts 5 s or more before the vehicle stopped",
                    before.compareTo(LEAST_PRE_ROLL) >= 0 && pictures > 0,
                    seconds(before) + " before; " + pictures + " pictures decoded");
        } catch (FfmpegException | UnsupportedStreamException e) {
            add("the clip can be decoded", false, String.valueOf(e.getMessage()));
        }
    }

    private void checkStills() {
        List<EvidenceItem> stills = dossier.evidence().stream()
                .filter(item -> RAW_STILLS.contains(item.role()))
                .toList();
        Duration apart = stills.size() < 2
                ? Duration.ZERO
                : stills.get(stills.size() - 1)
                        .from()
                        .pts()
                        .since(stills.get(0).from().pts());
        add(
                "two stills 10 s or more apart",
                apart.compareTo(LEAST_BETWEEN_STILLS) >= 0,
                stills.size() + " stills, " + seconds(apart) + " apart");
    }

    private void checkRecord() {
        Path record = caseFolder.resolve("case.json");
        add(
                "a record of the case",
                Files.isRegularFile(record),
                record.getFileName().toString());
    }

    private void checkSound() {
        AnnouncementEntry spoken = dossier.announcements().stream()
                .filter(entry -> entry.outcome() == AnnouncementOutcome.SPOKEN)
                .findFirst()
                .orElse(null);
        if (spoken == null) {
            add("an announcement", false, "none was spoken");
            return;
        }
        double sentSeconds = spoken.packets() * 0.02;
        add(
                "the listener heard all of the announcement",
                heard.lost() == 0 && Math.abs(heard.seconds() - sentSeconds) <= SOUND_TOLERANCE_S,
                String.format(Locale.ROOT, "%.2f s sent, %.2f s heard", sentSeconds, heard.seconds()));
    }

    private void add(String promise, boolean kept, String found) {
        checks.add(new Check(promise, kept, found));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
