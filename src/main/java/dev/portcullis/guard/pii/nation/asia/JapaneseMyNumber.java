package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The individual number of Japan: eleven digits and a check digit by modulus 11. */
public final class JapaneseMyNumber {

    private JapaneseMyNumber() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("JP_MY_NUMBER", Words.of("my number", "mynumber", "マイナンバー*", "個人番号*", "individual number"), "9999_9999_9999")
                .checked(JapaneseMyNumber::isValid);
    }

    static boolean isValid(CharSequence value) {
        int remainder = Digits.weighted(value, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (remainder <= 1 ? 0 : 11 - remainder) == Digits.last(value);
    }
}
