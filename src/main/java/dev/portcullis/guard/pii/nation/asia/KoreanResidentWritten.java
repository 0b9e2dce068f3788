package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The resident registration number of Korea as it is written, with its hyphen, which needs no word near. */
public final class KoreanResidentWritten {

    private KoreanResidentWritten() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("KR_RRN", Words.of("rrn"), "999999-9999999").checked(value -> KoreanResident.isPossible(value)
                && value.charAt(6) >= '1' && value.charAt(6) <= '8').bare(.85);
    }
}
