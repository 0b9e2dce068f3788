package dev.portcullis.guard;

import dev.portcullis.guard.text.Characters;

/**
 * A text without what nobody sees: control characters, zero-width ones, changes of direction, Unicode tags, and runs of variation
 * selectors. What scripts and emoji need stays: joiners between letters beyond Latin, single selectors, and regions' flags.
 */
final class Sanitised {

    private static final int BLACK_FLAG = 0x1F3F4;

    private Sanitised() {
    }

    /** @return the same text where there is nothing to take out */
    static String of(String text) {
        int begin = plain(text);
        StringBuilder kept = null;
        int before = begin == 0 ? -1 : text.charAt(begin - 1);
        boolean flag = false;
        for (int at = begin; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            boolean tag = codePoint >= 0xE0000 && codePoint <= 0xE007F;
            flag = codePoint == BLACK_FLAG || flag && tag;
            boolean stays = codePoint >= ' ' && codePoint < 127 || tag && flag || !tag && isSeen(codePoint, before, next < text.length() ? text.codePointAt(next) : -1);
            if (!stays && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, at);
            } else if (stays && kept != null) {
                kept.append(text, at, next);
            }
            before = codePoint;
            at = next;
        }
        return kept == null ? text : kept.toString();
    }

    /** How many characters at the beginning are seen without question, which mostly is all of them. */
    private static int plain(String text) {
        char[] read = Characters.of(text);
        int length = text.length();
        for (int at = 0; at < length; at++) {
            char c = read[at];
            if ((c < ' ' || c >= 127) && c != '\n' && c != '\t' && c != '\r') {
                return at;
            }
        }
        return length;
    }

    private static boolean isSeen(int codePoint, int before, int after) {
        if (codePoint < 0xA0) {
            return codePoint == '\n' || codePoint == '\t' || codePoint == '\r';
        }
        return switch (codePoint) {
            case 0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF -> false;
            case 0x200C, 0x200D -> before >= 0x0600 && after >= 0x0600;
            default -> !(codePoint >= 0x202A && codePoint <= 0x202E || codePoint >= 0x2066 && codePoint <= 0x206F
                    || isSelector(codePoint) && (codePoint >= 0xE0100 || before < 0 || isSelector(before)));
        };
    }

    private static boolean isSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }
}
