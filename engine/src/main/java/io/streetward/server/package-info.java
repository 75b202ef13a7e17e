/** HTTP: metrics and health. */
@NullMarked
package io.streetward.server;

import org.jspecify.annotations.NullMarked;
