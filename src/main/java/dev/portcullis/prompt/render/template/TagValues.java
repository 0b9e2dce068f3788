package dev.portcullis.prompt.render.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.portcullis.prompt.render.template.Expression.Literal;

/** Reads literals and paths, the parts of a tag that have no parts. */
final class TagValues {

    private static final int MOST_NAMES = 32;
    private static final int LONGEST_NUMBER = 18;

    private final TagText tag;

    TagValues(TagText tag) {
        this.tag = tag;
    }

    /** Between two quotes of one kind. */
    String string() {
        int start = tag.at;
        int end = tag.text.indexOf(tag.text.charAt(start), start + 1);
        if (end < 0) {
            tag.wrong(start, "the quote is not closed");
            return "";
        }
        tag.at = end + 1;
        return tag.text.substring(start + 1, end);
    }

    /** Whether a number comes. */
    boolean isNumber() {
        char c = tag.peek();
        return c >= '0' && c <= '9' || c == '-' && tag.at + 1 < tag.text.length() && Character.isDigit(tag.text.charAt(tag.at + 1));
    }

    Object number() {
        int start = tag.at;
        tag.at++;
        while (tag.at < tag.text.length() && (tag.text.charAt(tag.at) >= '0' && tag.text.charAt(tag.at) <= '9' || tag.text.charAt(tag.at) == '.')) {
            tag.at++;
        }
        String number = tag.text.substring(start, tag.at);
        if (number.length() > LONGEST_NUMBER || number.endsWith(".") || number.indexOf('.') != number.lastIndexOf('.')
                || tag.at < tag.text.length() && Names.part(tag.text.codePointAt(tag.at))) {
            tag.wrong(start, "not a number; a name that begins with a digit is written [1x]");
            return 0;
        }
        return number.indexOf('.') < 0 ? (Object) Long.valueOf(number) : new BigDecimal(number);
    }

    /** Behind an '@': what a loop knows of its round, or the outermost scope. */
    Expression round() {
        int start = tag.at;
        tag.at++;
        int up = ups();
        int name = tag.at;
        String word = tag.peek() == '[' ? "" : tag.letters();
        if (word.equals("root") && up == 0) {
            return new Expression.Root(tag.inTemplate(start), tag.at < tag.text.length() && separator() ? names() : List.of());
        }
        for (Expression.Word known : Expression.Word.values()) {
            if (known.name().equalsIgnoreCase(word) && word.equals(word.toLowerCase(Locale.ROOT))) {
                return new Expression.Round(tag.inTemplate(start), up, known);
            }
        }
        tag.wrong(name, Shown.name("@" + word) + " is not known; there are @index, @key, @first, @last, @root and @nonce");
        return new Literal(start, null);
    }

    /** A path, or one of the words that are literals. */
    Expression path() {
        int start = tag.at;
        int up = ups();
        if (tag.comes("..") && (tag.at + 2 == tag.text.length() || !Names.part(tag.text.codePointAt(tag.at + 2)) && tag.text.charAt(tag.at + 2) != '/')) {
            tag.at += 2;
            return new Expression.Path(tag.inTemplate(start), up + 1, List.of());
        }
        if (tag.comes("this") && (tag.at + 4 == tag.text.length() || !Names.part(tag.text.codePointAt(tag.at + 4)))) {
            tag.at += 4;
            return new Expression.Path(tag.inTemplate(start), up, tag.at < tag.text.length() && separator() ? names() : List.of());
        }
        if (tag.comes("./")) {
            tag.at += 2;
        } else if (tag.comes(".") || up > 0 && (tag.done() || tag.peek() == ')')) {
            tag.at += tag.comes(".") ? 1 : 0;
            return new Expression.Path(tag.inTemplate(start), up, List.of());
        }
        List<String> names = names();
        if (!tag.isBroken() && up == 0 && names.size() == 1 && tag.text.charAt(start) != '[') {
            switch (names.getFirst()) {
                case "true" -> {
                    return new Literal(tag.inTemplate(start), true);
                }
                case "false" -> {
                    return new Literal(tag.inTemplate(start), false);
                }
                case "null", "undefined" -> {
                    return new Literal(tag.inTemplate(start), null);
                }
                default -> { }
            }
        }
        return new Expression.Path(tag.inTemplate(start), up, names);
    }

    private int ups() {
        int up = 0;
        while (tag.comes("../")) {
            up++;
            tag.at += 3;
        }
        return up;
    }

    private boolean separator() {
        boolean found = tag.text.charAt(tag.at) == '.' || tag.text.charAt(tag.at) == '/';
        tag.at += found ? 1 : 0;
        return found;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(segment());
        } while (!tag.isBroken() && tag.at < tag.text.length() && separator());
        if (names.size() > MOST_NAMES) {
            tag.wrong(tag.at, "more than " + MOST_NAMES + " names in one path");
        }
        return names;
    }

    private String segment() {
        int start = tag.at;
        if (tag.peek() == '[') {
            int end = tag.text.indexOf(']', tag.at);
            if (end < 0 || end == tag.at + 1 || tag.text.substring(tag.at + 1, end).indexOf('[') >= 0) {
                tag.wrong(start, "expected a name in brackets here, without brackets in it: [a name]");
                return "";
            }
            tag.at = end + 1;
            return tag.text.substring(start + 1, end);
        }
        String letters = tag.letters();
        if (letters.isEmpty()) {
            tag.wrong(start, tag.done() ? "expected a name here" : "expected a name here, found " + Shown.character(tag.text.codePointAt(tag.at))
                    + "; if it belongs to the name, write the name in brackets: [a name]. If the braces are text, write \\{{");
        }
        return letters;
    }
}
