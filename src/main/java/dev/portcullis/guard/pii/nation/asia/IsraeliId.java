package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The teudat zehut of Israel: nine digits by Luhn. */
public final class IsraeliId {

    private IsraeliId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IL_ID", Words.of("teudat*", "israeli id*", "תעודת*", "ת.ז*"), "99999999_9").checked(Luhn::isValid);
    }
}
