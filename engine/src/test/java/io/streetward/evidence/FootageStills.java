package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Cases;
import io.streetward.cases.Moment;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PacketFile;
import io.streetward.codec.Still;
import io.streetward.codec.StillCutter;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Untouched stills of a case, cut from a clip. */
final class FootageStills {
    private FootageStills() {}

    static List<RawStill> of(Path clip, CaseFile file, Path folder) throws IOException {
        List<EncodedPacket> packets = PacketFile.read(clip, Cases.NOON);
        StillCutter cutter = new StillCutter(new NativeLeases());
        List<RawStill> stills = new ArrayList<>();
        for (Shot shot : Shot.of(file, file.box(), new ArrayList<>())) {
            MediaTime at = shot.at();
            Still still = cutter.cut(
                    packets.stream().filter(p -> !p.dts().isAfter(at)).toList(), at);
            Moment moment = new Moment(at, Cases.wall(at));
            stills.add(new RawStill(
                    shot,
                    EvidenceFiles.write(
                            folder,
                            shot.occasion().raw(),
                            shot.occasion().rawFileName(),
                            still.jpeg(),
                            moment,
                            moment,
                            ""),
                    still.jpeg()));
        }
        return stills;
    }
}
