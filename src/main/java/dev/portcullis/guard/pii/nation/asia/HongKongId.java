package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The identity card of Hong Kong: one or two letters, six digits, and a check digit in brackets. */
public final class HongKongId {

    private HongKongId() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("HK_ID", Words.of("hkid*", "hong kong id*", "identity card*", "身份證*"), "A999999(X)", "AA999999(X)").bare(.75);
    }
}
