package io.streetward.models.bundle;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.util.List;
import java.util.Optional;

/** What a bundle is for. */
public sealed interface Task {
    /** The word in {@code model.yaml}. */
    String key();

    /** Finds objects in pictures. */
    record Detector() implements Task {
        @Override
        public String key() {
            return "detector";
        }
    }

    /**
     * Tells what an object is, from a crop of it.
     *
     * @param activation how the model's outputs become probabilities
     * @param margin the part of the picture it sees, as a factor on the object's box
     */
    record Classifier(Activation activation, double margin) implements Task {
        @Override
        public String key() {
            return "classifier";
        }
    }

    /**
     * Tells what became of a piece of ground, from a patch of it before and one after; the input is the two, the earlier
     * above the later one.
     *
     * @param activation how the model's outputs become probabilities
     * @param margin the square it sees, as a factor on the longer side of the changed region's box
     */
    record Change(Activation activation, double margin) implements Task {
        @Override
        public String key() {
            return "change";
        }
    }

    /**
     * Reads a line of writing, with CTC.
     *
     * @param alphabet the characters, in the order of the model's outputs, the blank left out
     * @param blank where among the outputs the blank stands
     * @param activation how the model's outputs become probabilities; softmax or none
     * @param locator what finds the line on a vehicle; without one the reader is handed the line's own box
     */
    record PlateReader(Alphabet alphabet, Blank blank, Activation activation, Optional<Locator> locator)
            implements Task {
        @Override
        public String key() {
            return "plate_reader";
        }
    }

    /** How outputs become probabilities. */
    enum Activation {
        /** The labels exclude each other. */
        SOFTMAX,
        /** Each label for itself. */
        SIGMOID,
        /** The model's outputs are probabilities already. */
        NONE
    }

    /** Where the blank stands among a CTC model's outputs. */
    enum Blank {
        FIRST,
        LAST
    }

    /** What a reader's outputs stand for. */
    sealed interface Alphabet {
        /** Written in the description. */
        record Written(List<String> characters) implements Alphabet {
            public Written {
                characters = List.copyOf(characters);
            }
        }

        /**
         * One character a line, in a file of the bundle.
         *
         * @param file among the bundle's {@code weights}, so that it is fetched and checked with them
         * @param thenSpace whether the model has a space after the last of them
         */
        record Lines(WeightsFile file, boolean thenSpace) implements Alphabet {}
    }

    /**
     * Finds writing: a network that gives each cell of its input a probability of being text, and how to read that
     * (differentiable binarisation, arXiv:1911.08947).
     *
     * @param weights among the bundle's {@code weights}
     * @param input the part of the picture it sees, scaled
     * @param tensor how that becomes the network's input tensor
     * @param margin the part of the picture it sees, as a factor on the vehicle's box
     * @param cell probability from which on a cell belongs to writing
     * @param region mean probability from which on connected cells are a piece of writing
     * @param grow such networks are taught shrunken regions: a region's edges are moved out by area × grow / perimeter
     */
    record Locator(
            WeightsFile weights,
            InputSpec input,
            TensorSpec tensor,
            double margin,
            double cell,
            double region,
            double grow) {}
}
