package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import java.nio.file.Path;

/** Files, seals and announces cases in a data folder until it is killed; says each case that is sealed. */
final class SealingProcess {
    private SealingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (SealingRig rig = new SealingRig(Path.of(arguments[0]))) {
            rig.recover();
            CaseFile before = rig.sealedCase(arguments[1] + "-0");
            for (int i = 1; ; i++) {
                CaseFile file = rig.sealedCase(arguments[1] + "-" + i);
                rig.announce(before);
                rig.writer.writeRecord(before.id());
                before = file;
                System.out.println("sealed " + file.id());
            }
        }
    }
}
