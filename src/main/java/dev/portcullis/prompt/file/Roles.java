package dev.portcullis.prompt.file;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.Message;
import dev.portcullis.prompt.render.template.Piece;
import dev.portcullis.prompt.render.template.Piece.Kind;
import dev.portcullis.prompt.render.template.Pieces;
import dev.portcullis.prompt.render.template.Problem;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.Problems.Source;
import dev.portcullis.prompt.render.template.TemplateBounds;

/**
 * Cuts a file's template into messages where it says <code>{{role "system"}}</code>: in the template's text, before any value is known.
 * <code>{{history}}</code> may stand at the end, which is where a call's own messages come.
 */
final class Roles {

    private final String text;
    private final Place begin;
    private final Problems problems = new Problems(TemplateBounds.DEFAULT.problems());
    private final List<Message> messages = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<FileProblem> wrong = new ArrayList<>();

    private String role = "user";
    private int from;
    private int counted;
    private int line;
    private int column;

    private Roles(String text, Place begin) {
        this.text = text;
        this.begin = begin;
    }

    record Cut(List<Message> messages, List<Place> places, List<FileProblem> problems) {
    }

    static Cut cut(String text, Place begin) {
        return new Roles(text, begin).cut();
    }

    private Cut cut() {
        Source source = new Source(0, "", text);
        int depth = 0;
        boolean ended = false;
        for (Piece piece : Pieces.of(source, TemplateBounds.DEFAULT, problems)) {
            if (!(piece instanceof Piece.Tag tag)) {
                continue;
            }
            depth += tag.kind() == Kind.OPEN ? 1 : tag.kind() == Kind.CLOSE ? -1 : 0;
            String next = tag.kind() == Kind.VALUE ? role(tag.inner().strip()) : "";
            boolean history = tag.kind() == Kind.VALUE && tag.inner().strip().equals("history");
            if (next == null) {
                problems.add(source, tag.at(), "expected {{role \"system\"}}, {{role \"user\"}} or {{role \"model\"}}");
            } else if (depth > 0 && (history || !next.isEmpty())) {
                problems.add(source, tag.at(), "a role inside of a block: which messages there are must not depend on values");
            } else if (ended && !next.isEmpty()) {
                problems.add(source, tag.at(), "messages behind {{history}}: a call's own messages come last; take {{history}} out");
            } else if (history) {
                message(tag);
                ended = true;
            } else if (!next.isEmpty()) {
                message(tag);
                role = next;
            }
        }
        if (ended && !text.substring(from).isBlank()) {
            problems.add(source, from, "text behind {{history}}: a call's own messages come last; take {{history}} out");
        } else if (!ended) {
            message(role, text.substring(from));
        }
        for (Problem problem : problems.found()) {
            Place at = begin.within(problem.line(), problem.column());
            wrong.add(new FileProblem(at.line(), at.column(), problem.text()));
        }
        return new Cut(messages, places, wrong);
    }

    private void message(Piece.Tag tag) {
        String before = text.substring(from, tag.at());
        // Two backslashes before a tag are one.
        before = before.endsWith("\\") ? before.substring(0, before.length() - 1) : before;
        message(role, tag.trimBefore() ? before.stripTrailing() : before);
        from = tag.end();
        while (tag.trimAfter() && from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
    }

    private void message(String of, String template) {
        if (!template.isBlank()) {
            messages.add(new Message(of, template));
            // Counted from where the one before began: all of them together read the text once.
            for (; counted < from; counted++) {
                char letter = text.charAt(counted);
                line += letter == '\n' ? 1 : 0;
                column = letter == '\n' ? 0 : column + (Character.isLowSurrogate(letter) ? 0 : 1);
            }
            places.add(begin.within(line + 1, column + 1));
        }
    }

    /** Empty where the tag is no role, null where it is a role that there is not. */
    private static String role(String inner) {
        if (!inner.startsWith("role") || inner.length() > 4 && !Character.isWhitespace(inner.charAt(4)) && inner.charAt(4) != '"') {
            return "";
        }
        return switch (inner.substring(4).strip()) {
            case "\"system\"", "'system'" -> "system";
            case "\"developer\"", "'developer'" -> "developer";
            case "\"user\"", "'user'" -> "user";
            case "\"model\"", "'model'", "\"assistant\"", "'assistant'" -> "assistant";
            case "" -> ""; // a parameter of that name
            default -> null;
        };
    }
}
