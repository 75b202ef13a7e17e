/** {@code streetward verify}: are sealed bundles as the site sealed them? */
@NullMarked
package io.streetward.tools.verify;

import org.jspecify.annotations.NullMarked;
