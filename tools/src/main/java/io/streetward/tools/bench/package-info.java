/** The {@code bench} command: what the engine's parts do per second on this machine, each against what it could at best. */
@NullMarked
package io.streetward.tools.bench;

import org.jspecify.annotations.NullMarked;
