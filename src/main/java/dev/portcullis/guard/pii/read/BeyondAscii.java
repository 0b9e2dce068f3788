package dev.portcullis.guard.pii.read;

import java.text.Normalizer;

/** What characters beyond ASCII stand for where numbers and addresses are read: wide, styled and foreign digits, dashes and spaces. */
final class BeyondAscii {

    private BeyondAscii() {
    }

    /** Whether a character stands for itself at a glance: letters and signs in which no number or address is written. */
    static boolean isItself(char c) {
        if (c < 0x300) {
            return c >= 0xC0 || c > 0xA0 && c != 0xAD && c != 0xB2 && c != 0xB3 && c != 0xB9;
        }
        return c >= 0x3041 && c < 0xA620 || c >= 0xAC00 && c < 0xD800 || c >= 0x370 && c < 0x600;
    }

    static boolean isInvisible(int code) {
        return code == 0xAD || code == 0x34F || code >= 0xFE00 && code <= 0xFE0F || code == 0x115F || code == 0x3164
                || (code >= 0x600 && Character.getType(code) == Character.FORMAT && !isTag(code));
    }

    /** One ASCII character, or the character itself. @param code of one that is not invisible */
    static String meant(int code) {
        if (code >= 0xFF01 && code <= 0xFF5E) {
            return String.valueOf((char) (code - 0xFEE0));
        }
        if (isTag(code)) {
            return String.valueOf((char) (code - 0xE0000));
        }
        if (code >= 0x2010 && code <= 0x2015 || code == 0x2212 || code == 0xFE63 || code == 0xFE58) {
            return "-";
        }
        if (code == 0x3002 || code == 0x2024 || code == 0xFF61) {
            return ".";
        }
        if (Character.isSpaceChar(code)) {
            return code == 0x2028 || code == 0x2029 ? "\n" : " ";
        }
        int digit = Character.isDigit(code) ? Character.digit(code, 10) : -1;
        if (digit >= 0) {
            return String.valueOf((char) ('0' + digit));
        }
        String character = Character.toString(code);
        if (isStyled(code)) {
            String plain = Normalizer.normalize(character, Normalizer.Form.NFKC);
            return plain.length() == 1 && plain.charAt(0) < 128 ? plain : character;
        }
        return character;
    }

    /** An ASCII sign as a tag, which is not shown. */
    private static boolean isTag(int code) {
        return code > 0xE0020 && code < 0xE007F;
    }

    /** Of the blocks of raised, lowered, circled, bold and small letters and digits. */
    private static boolean isStyled(int code) {
        return code < 0x100 || code >= 0x2070 && code < 0x2190 || code >= 0x2460 && code < 0x2500 || code >= 0x1D400 && code < 0x1D800
                || code >= 0xFE50 && code < 0xFE70 || code >= 0x1F100 && code < 0x1F190;
    }
}
