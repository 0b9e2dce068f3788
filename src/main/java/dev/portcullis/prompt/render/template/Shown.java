package dev.portcullis.prompt.render.template;

import java.util.Collection;
import java.util.List;

/** How a message repeats what stands in a template: short, and on one line. */
public final class Shown {

    private static final int LONGEST = 60;
    private static final int MOST = 12;

    private Shown() {
    }

    public static String name(String name) {
        StringBuilder shown = new StringBuilder("`");
        name.codePoints().limit(LONGEST).map(point -> unseen(point) ? '?' : point).forEach(shown::appendCodePoint);
        return shown.append(name.length() > LONGEST ? "…`" : "`").toString();
    }

    static String character(int point) {
        return unseen(point) ? "a character that cannot be seen" : "`" + Character.toString(point) + "`";
    }

    /** The first few of them, in their order. */
    public static String names(Collection<String> names) {
        List<String> first = names.stream().limit(MOST).map(Shown::name).toList();
        return String.join(", ", first) + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
    }

    private static boolean unseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
