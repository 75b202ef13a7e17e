/** DJL detectors and the bundles they load. */
@NullMarked
package io.streetward.models;

import org.jspecify.annotations.NullMarked;
