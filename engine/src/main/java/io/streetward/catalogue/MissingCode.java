package io.streetward.catalogue;

import io.streetward.rules.EventKind;

/**
 * An event that a standard has no code for, and why.
 *
 * @param because a sentence for the administrator
 */
public record MissingCode(String standard, EventKind event, String because) {}
