package io.streetward.rules;

/** What one analysed frame says of one place. */
enum Look {
    /** The thing is there. */
    SEEN,
    /** The place is hidden, or what is there may be something passing: no evidence either way. */
    UNCLEAR,
    /** The place is in plain view and nothing is there. */
    EMPTY
}
