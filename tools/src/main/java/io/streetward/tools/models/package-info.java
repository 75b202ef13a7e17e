/** The {@code models} command: import, list and verify model bundles. */
@NullMarked
package io.streetward.tools.models;

import org.jspecify.annotations.NullMarked;
