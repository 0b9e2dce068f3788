package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The OIB of Croatia: eleven digits, the last by ISO 7064 MOD 11,10. */
public final class CroatianPersonal {

    private CroatianPersonal() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("HR_OIB", Words.of("oib", "osobni identifikacijski*"), "99999999999").checked(Digits::isModulo11And10);
    }
}
