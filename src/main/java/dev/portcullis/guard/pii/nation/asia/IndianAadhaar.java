package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.check.Verhoeff;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The Aadhaar number of India: twelve digits, the first from 2, the last by Verhoeff. */
public final class IndianAadhaar {

    private IndianAadhaar() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("IN_AADHAAR", Words.of("aadhaar*", "aadhar*", "uidai", "uid"), "9999_9999_9999")
                .checked(IndianAadhaar::isValid).grouped(.7).alone(.6);
    }

    static boolean isValid(CharSequence value) {
        return value.charAt(0) >= '2' && Verhoeff.isValid(value) && !Digits.isUniform(value);
    }
}
