/** {@code streetward report}: what a period's cases come to, as a table, CSV, JSON or one HTML file. */
@NullMarked
package io.streetward.tools.report;

import org.jspecify.annotations.NullMarked;
