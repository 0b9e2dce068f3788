package dev.portcullis.release.shadow.call;

import java.util.Locale;

/** Why a call that was chosen is not mirrored. */
public enum Dropped {
    /** Its caller left, it was answered by what was known or by another model, or it was no good: there is nothing to compare with. */
    INCOMPARABLE,
    /** Too many wait or are under way, or their provider has no connection to spare. */
    BUSY,
    LARGE,
    /** What may still be spent has no room for it, or the shadow has ended. */
    CAP,
    UNPRICED,
    /** The tenant may not use the model of the candidate's version. */
    FORBIDDEN,
    /** A guard's policy or the candidate's version is not what it was when the call was chosen. */
    CHANGED,
    STORE,
    BUG;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
