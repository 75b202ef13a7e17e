/** What stays in a picture and was not there before: the second witness beside the detector. */
@NullMarked
package io.streetward.scene;

import org.jspecify.annotations.NullMarked;
