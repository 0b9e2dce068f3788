package dev.portcullis.prompt.reading;

/** Names places in a document, however strange the names in it are. */
public final class Paths {

    private static final int SHOWN = 40;

    private Paths() {
    }

    public static String member(String path, String name) {
        return isPlain(name) ? path.isEmpty() ? name : path + "." + name : path + "[\"" + shown(name) + "\"]";
    }

    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    /** A text of the document's as it may stand in a message: on one line, and short. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char letter = text.charAt(i);
            shown.append(Character.isISOControl(letter) || Character.isSurrogate(letter) || letter == '"' ? '?' : letter);
        }
        return text.length() > SHOWN ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.length() <= SHOWN && name.chars().allMatch(letter -> letter == '_' || letter == '-'
                || letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z');
    }
}
