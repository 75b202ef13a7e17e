package io.streetward.models.training;

import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.Graph;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the folder that the engine loads. */
public final class ResidueBundle {
    private ResidueBundle() {}

    /**
     * Writes {@code model.yaml}, the weights, {@code NOTICE} and {@code LICENSE}.
     *
     * @param folder the bundle's, made if need be; its name is the bundle's
     * @param graph the network, calibrated
     * @param how the settings it was trained with, for the notice
     * @param accuracy on composed pairs never trained on, 0..1
     */
    public static void write(Path folder, Graph graph, ResidueTrainer.Settings how, double accuracy)
            throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        String file = name + ".pt";
        byte[] weights = TorchScriptArchive.write(name, graph);
        Files.createDirectories(folder);
        Files.write(folder.resolve(file), weights);
        String command = "tools/streetward train residue --seed " + how.seed() + " --samples " + how.samples()
                + " --epochs " + how.epochs();
        Files.writeString(
                folder.resolve("model.yaml"),
                String.format(
                        Locale.ROOT,
                        """
                # Says what a lasting change on the ground is, from a patch before and one after.
                # Trained on composed pairs only: %s
                name: %s
                description: residue on the road or not; accuracy %.3f on composed pairs never trained on
                task: change
                engine: pytorch
                weights:
                  file: %s
                  sha256: %s

                # Two patches of 64 pixels, the earlier above the later; the archive takes the pixels as they are.
                input:
                  width: 64
                  height: 128
                  fit: stretch
                  colour_order: rgb
                  pad_value: 0
                  tensor:
                    type: uint8
                    layout: nhwc
                    batch: any

                change:
                  activation: softmax # the temperature is in the weights
                  margin: %.1f

                labels: [%s]

                licence: Apache-2.0
                """,
                        command,
                        name,
                        accuracy,
                        file,
                        Sha256.of(weights),
                        PatchComposer.MARGIN,
                        String.join(", ", ResidueLabel.keys())));
        Files.writeString(folder.resolve("LICENSE"), """
                Licensed under the Apache License, Version 2.0 (the "License"); you may not use these files except in
                compliance with the License. You may obtain a copy of the License at

                    http://www.apache.org/licenses/LICENSE-2.0

                Unless required by applicable law or agreed to in writing, software distributed under the License is
                distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
                See the License for the specific language governing permissions and limitations under the License.
                """);
        Files.writeString(folder.resolve("NOTICE"), """
                %s

                The weights are this project's own. They were trained from nothing on pairs of patches that the training
                command composes itself; no third party's pictures or weights went into those that are shipped.
                Command: %s
                """.formatted(name, command));
    }
}
