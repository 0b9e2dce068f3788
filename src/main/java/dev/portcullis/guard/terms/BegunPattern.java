package dev.portcullis.guard.terms;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes of a regular expression one that finds, at the end of a text, whatever may be the beginning of what the first would match: of
 * {@code ab+} that is {@code a}, {@code ab} and so on. Places that take no character ({@code ^}, {@code \b}) count as given, so that it
 * finds rather more. RE2's syntax; the text compiles as it is.
 */
final class BegunPattern {

    /** Characters of what is made, beyond which it would take longer than it helps. */
    private static final int LONGEST = 64 * 1024;

    /**
     * @param whole matches what the part does, and can be repeated; empty for what takes no character
     * @param begun matches all beginnings of that, nothing and the whole included
     */
    private record Part(String whole, String begun) {
    }

    private static final Part NOTHING = new Part("", "");

    private final String pattern;
    private int at;
    private String flags = "";

    private BegunPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Empty where it cannot be made. */
    static Optional<Pattern> of(String pattern) {
        try {
            String begun = new BegunPattern(pattern).alternatives().begun;
            return begun.length() > LONGEST ? Optional.empty() : Optional.of(Pattern.compile("(?:" + begun + ")\\z"));
        } catch (PatternSyntaxException | StringIndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }

    private Part alternatives() {
        List<Part> all = new ArrayList<>();
        all.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.size() == 1 ? all.getFirst() : new Part("(?:" + String.join("|", all.stream().map(Part::whole).toList()) + ")",
                "(?:" + String.join("|", all.stream().map(Part::begun).toList()) + ")");
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            Part part = part();
            while (at < pattern.length() && part != null) {
                Part repeated = repeated(part);
                if (repeated == null) {
                    break;
                }
                part = repeated;
            }
            if (part != null && !part.whole.isEmpty()) {
                parts.add(part);
            }
        }
        StringBuilder whole = new StringBuilder();
        String begun = "";
        for (Part part : parts) {
            whole.append(part.whole);
        }
        for (Part part : parts.reversed()) {
            begun = begun.isEmpty() ? part.begun : "(?:" + part.whole + begun + '|' + part.begun + ")";
            if (begun.length() > LONGEST) {
                throw new StringIndexOutOfBoundsException("too long");
            }
        }
        return parts.isEmpty() ? NOTHING : new Part("(?:" + whole + ")", begun);
    }

    /** @return null for flags alone */
    private Part part() {
        char c = pattern.charAt(at);
        return switch (c) {
            case '^', '$' -> {
                at++;
                yield NOTHING;
            }
            case '(' -> group();
            case '[' -> one(characters());
            case '\\' -> escaped();
            default -> one(literal());
        };
    }

    private Part one(String matches) {
        String whole = flags.isEmpty() ? "(?:" + matches + ")" : "(?" + flags + ":" + matches + ")";
        return new Part(whole, whole + "?");
    }

    private String literal() {
        int code = pattern.codePointAt(at);
        at += Character.charCount(code);
        return code == '.' ? "." : Pattern.quote(Character.toString(code));
    }

    private Part group() {
        at++;
        String outer = flags;
        if (pattern.startsWith("?P<", at) || pattern.startsWith("?<", at)) {
            at = pattern.indexOf('>', at) + 1;
        } else if (pattern.startsWith("?", at)) {
            int end = at + 1;
            while (pattern.charAt(end) != ':' && pattern.charAt(end) != ')') {
                end++;
            }
            flags = together(flags, pattern.substring(at + 1, end));
            at = end + 1;
            if (pattern.charAt(end) == ')') {
                return null;
            }
        }
        Part inside = alternatives();
        at++;
        flags = outer;
        return inside;
    }

    /** {@code i} and {@code s-i} are {@code s-i}; the later ones count. */
    private static String together(String before, String more) {
        StringBuilder on = new StringBuilder();
        StringBuilder off = new StringBuilder();
        for (String some : List.of(before, more)) {
            boolean clears = false;
            for (char c : some.toCharArray()) {
                if (c == '-') {
                    clears = true;
                } else {
                    remove(on, c);
                    remove(off, c);
                    (clears ? off : on).append(c);
                }
            }
        }
        return off.isEmpty() ? on.toString() : on + "-" + off;
    }

    private static void remove(StringBuilder from, char c) {
        int there = from.indexOf(String.valueOf(c));
        if (there >= 0) {
            from.deleteCharAt(there);
        }
    }

    private String characters() {
        int from = at;
        at += pattern.startsWith("[^", at) ? 2 : 1;
        boolean first = true;
        while (first || pattern.charAt(at) != ']') {
            int end = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            at = end >= 0 ? end + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
            first = false;
        }
        at++;
        return pattern.substring(from, at);
    }

    private Part escaped() {
        int from = at;
        char kind = pattern.charAt(at + 1);
        at += 2;
        switch (kind) {
            case 'A', 'z', 'b', 'B' -> {
                return NOTHING;
            }
            case 'Q' -> {
                return quoted();
            }
            case 'x' -> at = pattern.charAt(at) == '{' ? pattern.indexOf('}', at) + 1 : at + 2;
            case 'p', 'P' -> at = pattern.charAt(at) == '{' ? pattern.indexOf('}', at) + 1 : at + 1;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                while (at < pattern.length() && at - from <= 3 && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '7') {
                    at++;
                }
            }
            default -> { }
        }
        return one(pattern.substring(from, at));
    }

    /** Of what is quoted each character is a part, of which the last can be repeated. */
    private Part quoted() {
        int end = pattern.indexOf("\\E", at);
        int to = end < 0 ? pattern.length() : end;
        StringBuilder whole = new StringBuilder();
        List<Part> parts = new ArrayList<>();
        while (at < to) {
            Part part = one(literalIn(to));
            parts.add(part);
            whole.append(part.whole);
        }
        at = end < 0 ? pattern.length() : end + 2;
        if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
            throw new StringIndexOutOfBoundsException("what is quoted is repeated");
        }
        String begun = "";
        for (Part part : parts.reversed()) {
            begun = "(?:" + part.whole + begun + ")?";
        }
        return parts.isEmpty() ? NOTHING : new Part(whole.toString(), begun);
    }

    private String literalIn(int to) {
        int code = pattern.codePointAt(at);
        at = Math.min(to, at + Character.charCount(code));
        return Pattern.quote(Character.toString(code));
    }

    /** @return null where nothing is repeated */
    private Part repeated(Part part) {
        int least;
        int most;
        char c = pattern.charAt(at);
        if (c == '*' || c == '+' || c == '?') {
            at++;
            least = c == '+' ? 1 : 0;
            most = c == '?' ? 1 : -1;
        } else if (c == '{') {
            int close = pattern.indexOf('}', at);
            String inside = close < 0 ? "" : pattern.substring(at + 1, close);
            int comma = inside.indexOf(',');
            String low = comma < 0 ? inside : inside.substring(0, comma);
            String high = comma < 0 ? inside : inside.substring(comma + 1);
            if (!isNumber(low) || !high.isEmpty() && !isNumber(high)) {
                return null;
            }
            at = close + 1;
            least = Integer.parseInt(low);
            most = high.isEmpty() ? -1 : Integer.parseInt(high);
        } else {
            return null;
        }
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        if (part.whole.isEmpty() || most == 0) {
            return NOTHING;
        }
        String times = most < 0 ? "{" + least + ",}" : "{" + least + "," + most + "}";
        String before = most < 0 ? "*" : most == 1 ? "{0}" : "{0," + (most - 1) + "}";
        return new Part("(?:" + part.whole + times + ")", most == 1 ? part.begun : "(?:" + part.whole + before + part.begun + ")");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
