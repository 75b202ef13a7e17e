/** Bundles into a site's folder: weights downloaded from where they are published, and bundles made elsewhere. */
@NullMarked
package io.streetward.models.fetch;

import org.jspecify.annotations.NullMarked;
