/** From somebody's published model to a bundle's weights. */
@NullMarked
package io.streetward.models.importer;

import org.jspecify.annotations.NullMarked;
