package io.streetward.seal;

import java.util.Locale;

/** What can be wrong with sealed bundles. */
public enum Problem {
    /** A file is not what was sealed. */
    FILE_CHANGED,
    /** A sealed file is not there. */
    FILE_MISSING,
    /** A file lies in the bundle that no manifest covers. */
    FILE_EXTRA,
    /** {@code case.json} is not the record sealed last. */
    RECORD_CHANGED,
    /** A bundle has no manifest: it is not sealed yet, or its manifest was removed. */
    NOT_SEALED,
    /** A manifest is not in the form of one. */
    MANIFEST_UNREADABLE,
    /** A manifest between two versions of it is not there. */
    MANIFEST_MISSING,
    /** A manifest lies in a folder, or has a name, that is not its own. */
    MANIFEST_MISPLACED,
    /** Two versions of a manifest say different things of one file. */
    MANIFEST_CONTRADICTED,
    /** The anti-forgery code is not the one that the untouched stills give. */
    CODE_WRONG,
    /** A manifest's signature is not there. */
    SIGNATURE_MISSING,
    /** The signature was not made over this manifest by the key that it names. */
    SIGNATURE_WRONG,
    /** The manifest names a key that is none of those given. */
    KEY_FOREIGN,
    /** No key was given, so nothing is proven. */
    KEY_NOT_GIVEN,
    /** A manifest does not name the hash of the one before it. */
    CHAIN_BROKEN,
    /** Numbers are missing between two manifests. */
    CHAIN_GAP,
    /** Two manifests have the same number. */
    CHAIN_NUMBER_TWICE,
    /** The key changes without a record of it. */
    CHAIN_KEY_CHANGED;

    /** The word in the verifier's output. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
