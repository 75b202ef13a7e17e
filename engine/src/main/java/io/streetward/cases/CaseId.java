package io.streetward.cases;

/** Names a case file: sortable by time, safe as a folder name, said aloud by operators. */
public record CaseId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
