package io.streetward.cases;

/** How a case is written down for those who are told of it. */
@FunctionalInterface
public interface CasePayload {
    /**
     * The case as JSON.
     *
     * @param key see {@link CaseEvent#key()}
     * @param dossier the case after the change
     */
    String of(String key, CaseDossier dossier, CaseChange change);
}
