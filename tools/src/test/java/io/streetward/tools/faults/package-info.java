/** Cameras that go wrong, and what the engine makes of it. */
@NullMarked
package io.streetward.tools.faults;

import org.jspecify.annotations.NullMarked;
