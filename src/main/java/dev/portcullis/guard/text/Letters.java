package dev.portcullis.guard.text;

import java.text.Normalizer;

/**
 * What each code point is read as: its compatibility form (NFKC), without accents, in plain dress. Marks of Indic, Arabic and other
 * scripts stay, since they are letters there. Worked out block by block when first met and then kept: at most 5 MiB, if somebody
 * sends all of Unicode.
 */
final class Letters {

    /** What reads as more characters than this is left as it came, so that a text grows at most so much. */
    static final int MOST = 4;

    /** Draws an Arabic word out, and means nothing. */
    private static final int TATWEEL = 0x0640;
    private static final String[][] BLOCKS = new String[0x1100][];
    private static final String[] UNCHANGED = new String[256];

    /** Characters with another dress that NFKC knows nothing of, each followed by what it is read as. */
    private static final String DRESSED = "ıiɑaɡgᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpǫqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
            + "‘'’'‛'“\"”\"„\"‟\"′'″\"‐-‑-‒-–-—-―-−-⁃-﹘-\u2800 \u2028\n\u2029\n\u1680 øoØOłlŁLđdĐDħh";

    private Letters() {}

    /** What the code point is read as; empty for a mark or what shows nothing; null where it is read as itself. */
    static String read(int codePoint) {
        String[] block = BLOCKS[codePoint >> 8];
        if (block == null) {
            block = block(codePoint >> 8);
            BLOCKS[codePoint >> 8] = block;
        }
        return block[codePoint & 0xFF];
    }

    private static String[] block(int number) {
        if (number >= 0x34 && number < 0xE0) {
            return UNCHANGED;
        }
        String[] block = new String[256];
        boolean changed = false;
        for (int i = 0; i < 256; i++) {
            int codePoint = number << 8 | i;
            String read = work(codePoint);
            if (!read.equals(Character.toString(codePoint))) {
                block[i] = read;
                changed = true;
            }
        }
        return changed ? block : UNCHANGED;
    }

    private static String work(int codePoint) {
        String itself = Character.toString(codePoint);
        if (codePoint >= 0x1F150 && codePoint <= 0x1F189) {
            return circled(codePoint);
        }
        if (shows(codePoint)) {
            String compatible = Normalizer.normalize(itself, Normalizer.Form.NFKC);
            String bare = compatible.length() > MOST ? itself : withoutAccents(compatible);
            return bare.length() > MOST ? itself : undressed(bare);
        }
        return codePoint == 0x0085 ? "\n" : "";
    }

    private static String undressed(String text) {
        StringBuilder undressed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int dressed = DRESSED.indexOf(text.charAt(i));
            undressed.append(dressed >= 0 && dressed % 2 == 0 ? DRESSED.charAt(dressed + 1) : text.charAt(i));
        }
        return undressed.toString();
    }

    private static String circled(int codePoint) {
        int letter = codePoint < 0x1F170 ? codePoint - 0x1F150 : codePoint - 0x1F170;
        return letter < 26 ? Character.toString('A' + letter) : Character.toString(codePoint);
    }

    /** Not so what format characters, fillers and the like are; tags and selectors are looked at before. */
    private static boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT -> false;
            case Character.CONTROL -> codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
            default -> !(codePoint == 0x034F || codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0
                    || codePoint == TATWEEL || codePoint >= 0x180B && codePoint <= 0x180F || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                    || codePoint >= 0xE0000 && codePoint <= 0xE01EF);
        };
    }

    private static String withoutAccents(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(apart.length());
        apart.chars().filter(c -> !accent(c) && c != TATWEEL).forEach(c -> bare.append((char) c));
        return bare.length() == apart.length() ? text : Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    /** A combining mark of no script of its own. */
    static boolean accent(int codePoint) {
        return codePoint >= 0x0300 && codePoint <= 0x036F || codePoint >= 0x1AB0 && codePoint <= 0x1AFF
                || codePoint >= 0x1DC0 && codePoint <= 0x1DFF || codePoint >= 0x20D0 && codePoint <= 0x20FF
                || codePoint >= 0xFE20 && codePoint <= 0xFE2F || codePoint >= 0x0483 && codePoint <= 0x0489;
    }
}
