/** The command line. */
@NullMarked
package io.streetward.tools;

import org.jspecify.annotations.NullMarked;
