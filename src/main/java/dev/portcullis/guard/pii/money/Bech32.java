package dev.portcullis.guard.pii.money;

import java.util.Locale;

/** Bech32 and Bech32m, as Bitcoin, Litecoin and Cardano write addresses (BIP 173, BIP 350). */
final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;

    private Bech32() {
    }

    static boolean isValid(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int one = lower.startsWith("bc1") || lower.startsWith("tb1") ? 2 : lower.startsWith("ltc1") ? 3 : lower.startsWith("addr1") ? 4
                : -1;
        if (one < 0 || !word.equals(lower) && !word.equals(word.toUpperCase(Locale.ROOT))) {
            return false;
        }
        int check = 1;
        for (int i = 0; i < one; i++) {
            check = step(check, lower.charAt(i) >> 5);
        }
        check = step(check, 0);
        for (int i = 0; i < one; i++) {
            check = step(check, lower.charAt(i) & 31);
        }
        for (int i = one + 1; i < lower.length(); i++) {
            int value = ALPHABET.indexOf(lower.charAt(i));
            if (value < 0) {
                return false;
            }
            check = step(check, value);
        }
        return check == 1 || check == BECH32M;
    }

    private static int step(int check, int value) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) != 0 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
