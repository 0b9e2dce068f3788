package dev.portcullis.prompt.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sections that a text must have. One is there where a line begins, after at most three spaces and a number such as {@code 1.}, with
 * its name as a heading ({@code # Name}), in bold ({@code **Name**}), before a colon ({@code Name:}), or alone. Case does not count, and
 * {@code _}, {@code -} and any white space are one space. Lines within fenced code do not count, unless the fence says that it is Markdown.
 */
final class Sections {

    private static final int MOST_INDENT = 3;
    private static final int MOST_HASHES = 6;
    private static final int FENCE = 3;
    /** Characters of a line that are looked at: more than a name may have. */
    private static final int MOST_LINE = 600;

    /** As they are written, by how they are compared. */
    private final Map<String, String> names = new LinkedHashMap<>();

    Sections(List<String> required) {
        for (String written : required) {
            String name = folded(written.strip());
            while (name.startsWith("#")) {
                name = name.substring(1).strip();
            }
            name = name.endsWith(":") ? name.substring(0, name.length() - 1).strip() : name;
            if (!name.isEmpty()) {
                names.putIfAbsent(name, written);
            }
        }
    }

    /** As they are written. */
    List<String> missing(String text) {
        Map<String, String> missing = new LinkedHashMap<>(names);
        char fence = 0;
        int at = 0;
        while (at < text.length() && !missing.isEmpty()) {
            int end = lineEnd(text, at);
            String line = text.substring(at, Math.min(end, at + MOST_LINE));
            at = end + 1;
            String begun = line.strip();
            if (begun.isEmpty() || line.length() - line.stripLeading().length() > MOST_INDENT) {
                continue;
            }
            if (isFence(begun)) {
                fence = fence == 0 ? opened(begun) : fence == begun.charAt(0) ? 0 : fence;
            } else if (fence == 0) {
                Line read = Line.of(begun);
                missing.keySet().removeIf(read::begins);
            }
        }
        return List.copyOf(missing.values());
    }

    private static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static boolean isFence(String line) {
        return line.startsWith("```") || line.startsWith("~~~");
    }

    /** @return 0 for a fence that holds Markdown */
    private static char opened(String line) {
        String language = line.substring(FENCE).strip().toLowerCase(Locale.ROOT);
        return language.equals("markdown") || language.equals("md") ? 0 : line.charAt(0);
    }

    /** What a line is, read once for all names. @param text folded, without what marks it */
    private record Line(Kind kind, String text) {

        private enum Kind {
            HEADING, BOLD, UNDERLINED, PLAIN, OTHER
        }

        static Line of(String line) {
            String rest = numberless(line);
            int hashes = 0;
            while (hashes < rest.length() && rest.charAt(hashes) == '#') {
                hashes++;
            }
            if (hashes > 0) {
                boolean heading = hashes <= MOST_HASHES && hashes < rest.length() && Character.isWhitespace(rest.charAt(hashes));
                return heading ? new Line(Kind.HEADING, folded(unmarked(numberless(rest.substring(hashes).strip())))) : new Line(Kind.OTHER, "");
            }
            if (rest.startsWith("**") || rest.startsWith("__")) {
                return new Line(rest.startsWith("__") ? Kind.UNDERLINED : Kind.BOLD, folded(numberless(rest.substring(2).strip())));
            }
            return rest.startsWith("-") || rest.startsWith("_") ? new Line(Kind.OTHER, "") : new Line(Kind.PLAIN, folded(rest));
        }

        /** Without marks of emphasis before it. */
        private static String unmarked(String heading) {
            int from = 0;
            while (from < heading.length() && heading.charAt(from) == '*') {
                from++;
            }
            return heading.substring(from);
        }

        boolean begins(String name) {
            if (kind == Kind.OTHER || !text.startsWith(name)) {
                return false;
            }
            String behind = text.substring(name.length()).strip();
            return switch (kind) {
                case HEADING -> text.length() == name.length() || !Character.isLetterOrDigit(text.codePointAt(name.length()));
                case BOLD -> behind.startsWith("**") || behind.startsWith(":");
                case UNDERLINED -> behind.isEmpty() || behind.startsWith(":");
                case PLAIN -> behind.isEmpty() || behind.startsWith(":") || behind.startsWith("\uff1a");
                case OTHER -> false;
            };
        }
    }

    /** Without {@code 1.}, {@code 2)} and the like before it. */
    private static String numberless(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) >= '0' && line.charAt(at) <= '9' || at > 0 && line.charAt(at) == '.')) {
            at++;
        }
        boolean mark = at > 0 && (line.charAt(at - 1) == '.' || at < line.length() && line.charAt(at) == ')');
        int after = mark && line.charAt(at - 1) != '.' ? at + 1 : at;
        return mark && after < line.length() && Character.isWhitespace(line.charAt(after)) ? line.substring(after).strip() : line;
    }

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == '_' || c == '-' || Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (!space) {
                folded.append(c);
            } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        return folded.toString().strip().toLowerCase(Locale.ROOT);
    }
}
