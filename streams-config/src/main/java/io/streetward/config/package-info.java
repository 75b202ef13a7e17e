/** The administrators' YAML: records, loader, located errors. */
@NullMarked
package io.streetward.config;

import org.jspecify.annotations.NullMarked;
