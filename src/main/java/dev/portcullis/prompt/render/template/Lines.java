package dev.portcullis.prompt.render.template;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.template.Piece.Kind;
import dev.portcullis.prompt.render.template.Piece.Tag;
import dev.portcullis.prompt.render.template.Piece.Text;

/**
 * White space around tags, as Handlebars has it: {@code ~} takes away all of it on its side, and a line that holds nothing but one
 * block tag, comment or partial leaves nothing behind, not even the line's end. A partial alone on its line is indented as its tag is.
 */
final class Lines {

    /** @param indents for each piece, what stood before a partial that was alone on its line, else empty */
    record Trimmed(List<Piece> pieces, List<String> indents) {
    }

    private Lines() {
    }

    static Trimmed trim(List<Piece> pieces) {
        int count = pieces.size();
        boolean[] alone = new boolean[count];
        for (int i = 0; i < count; i++) {
            alone[i] = pieces.get(i) instanceof Tag tag && tag.kind() != Kind.VALUE && lineBegins(pieces, i) && lineEnds(pieces, i);
        }
        List<Piece> trimmed = new ArrayList<>(count);
        List<String> indents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String indent = "";
            Piece piece = pieces.get(i);
            if (piece instanceof Text text) {
                piece = new Text(text.at(), between(pieces, alone, i, text.text()));
            } else if (alone[i] && ((Tag) piece).kind() == Kind.PARTIAL && i > 0 && pieces.get(i - 1) instanceof Text before) {
                indent = before.text().substring(blankFrom(before.text()));
            }
            trimmed.add(piece);
            indents.add(indent);
        }
        return new Trimmed(trimmed, indents);
    }

    private static boolean lineBegins(List<Piece> pieces, int i) {
        if (i == 0) {
            return true;
        }
        if (!(pieces.get(i - 1) instanceof Text text)) {
            return false;
        }
        int from = blankFrom(text.text());
        return from == 0 ? i == 1 : text.text().charAt(from - 1) == '\n';
    }

    private static boolean lineEnds(List<Piece> pieces, int i) {
        if (i == pieces.size() - 1) {
            return true;
        }
        if (!(pieces.get(i + 1) instanceof Text text)) {
            return false;
        }
        int to = blankTo(text.text());
        return to == text.text().length() ? i == pieces.size() - 2 : text.text().charAt(to) == '\n' || text.text().startsWith("\r\n", to);
    }

    private static String between(List<Piece> pieces, boolean[] alone, int i, String text) {
        int from = 0;
        int to = text.length();
        if (i > 0 && pieces.get(i - 1) instanceof Tag tag) {
            if (tag.trimAfter()) {
                while (from < to && Character.isWhitespace(text.charAt(from))) {
                    from++;
                }
            } else if (alone[i - 1]) {
                from = blankTo(text);
                from += text.startsWith("\r\n", from) ? 2 : from < to ? 1 : 0;
            }
        }
        if (i + 1 < pieces.size() && pieces.get(i + 1) instanceof Tag tag) {
            if (tag.trimBefore()) {
                while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                    to--;
                }
            } else if (alone[i + 1]) {
                to = Math.max(from, blankFrom(text));
            }
        }
        return text.substring(from, to);
    }

    /** Where the spaces and tabs begin with which the text ends. */
    private static int blankFrom(String text) {
        int from = text.length();
        while (from > 0 && blank(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    /** Where the spaces and tabs end with which the text begins. */
    private static int blankTo(String text) {
        int to = 0;
        while (to < text.length() && blank(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
