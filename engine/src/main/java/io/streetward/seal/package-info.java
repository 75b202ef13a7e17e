/**
 * What a sealed bundle is, and how it is checked: canonical JSON, the site's key, manifests, and a verifier that needs
 * nothing of the engine, only folders and a public key.
 */
@NullMarked
package io.streetward.seal;

import org.jspecify.annotations.NullMarked;
