/** What the whole engine speaks in: streams, media time, packets, frames, boxes. Imports nothing of ours. */
@NullMarked
package io.streetward.media;

import org.jspecify.annotations.NullMarked;
