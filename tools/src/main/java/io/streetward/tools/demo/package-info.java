/** The demonstration: the whole path on a shipped clip, judged by what really came out. */
@NullMarked
package io.streetward.tools.demo;

import org.jspecify.annotations.NullMarked;
