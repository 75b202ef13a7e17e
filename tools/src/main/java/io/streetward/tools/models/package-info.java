/** The {@code models} command: list, add, import, verify and fetch model bundles. */
@NullMarked
package io.streetward.tools.models;

import org.jspecify.annotations.NullMarked;
