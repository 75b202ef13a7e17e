/** A listener in a loudspeaker's place: records what is sent to it, for demos and rehearsals. */
@NullMarked
package io.streetward.tools.listen;

import org.jspecify.annotations.NullMarked;
