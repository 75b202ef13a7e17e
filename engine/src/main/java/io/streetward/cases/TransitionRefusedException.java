package io.streetward.cases;

import java.util.stream.Collectors;

/** A case cannot go to the state asked for; nothing was entered. */
public final class TransitionRefusedException extends CaseBookException {
    private static final long serialVersionUID = 1;

    TransitionRefusedException(CaseFile file, CaseState asked) {
        super("case " + file.id() + " is " + file.state().key() + " and cannot become " + asked.key()
                + "; it may become "
                + file.state().next().stream()
                        .map(CaseState::key)
                        .sorted()
                        .collect(Collectors.joining(" or ", "", "")));
    }
}
