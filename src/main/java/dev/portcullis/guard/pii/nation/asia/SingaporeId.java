package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The NRIC or FIN of Singapore: a letter, seven digits, and a check letter. Numbers with a wrong letter pass where a word is near. */
public final class SingaporeId {

    private SingaporeId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("SG_NRIC", Words.of("nric*", "fin", "singapore*", "identity card"), "A9999999A")
                .checked(value -> "STFGM".indexOf(value.charAt(0)) >= 0).alone(.6);
    }
}
