/** Second-stage classifiers over crops, on Deep Java Library. */
@NullMarked
package io.streetward.models.classify;

import org.jspecify.annotations.NullMarked;
