/**
 * A small operator graph between the formats models come in and the archive they leave in. Front ends lower onto it, passes
 * make it cheaper without changing what it computes, a back end writes it out. All values are float, N×C×H×W, with N free.
 */
@NullMarked
package io.streetward.models.graph;

import org.jspecify.annotations.NullMarked;
