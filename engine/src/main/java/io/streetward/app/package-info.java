/** The one place where everything is wired. */
@NullMarked
package io.streetward.app;

import org.jspecify.annotations.NullMarked;
