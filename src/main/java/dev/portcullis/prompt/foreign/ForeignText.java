package dev.portcullis.prompt.foreign;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A template of Langfuse, of Jinja or of Nunjucks that is nothing but text and <code>{{name}}</code>, which means the same here. Anything
 * else in double braces, and <code>{% %}</code> and <code>{# #}</code>, does not.
 *
 * @param names   of its variables
 * @param problem why it cannot be taken; line from 1
 */
record ForeignText(Set<String> names, Optional<Problem> problem) {

    record Problem(int line, String why) {
    }

    private static final String COMPOSITION = "@@@langfusePrompt:";

    /** Names there, and no names here. */
    private static final Set<String> MEANT_OTHERWISE = Set.of("this", "else", "true", "false", "null", "undefined");

    static ForeignText of(String text, boolean tags) {
        Set<String> names = new LinkedHashSet<>();
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
            String two = text.substring(at, Math.min(text.length(), at + 2));
            if (tags && (two.equals("{%") || two.equals("{#"))) {
                return new ForeignText(names, problem(text, at, two + " is not understood here"));
            }
            if (!two.equals("{{")) {
                at++;
                continue;
            }
            int end = text.indexOf("}}", at);
            String inner = end < 0 ? "" : text.substring(at + 2, end).strip();
            if (!isName(inner)) {
                return new ForeignText(names, problem(text, at, "only names are understood between double braces, such as {{language}}"));
            }
            if (at > 0 && text.charAt(at - 1) == '\\') {
                return new ForeignText(names, problem(text, at, "a backslash before double braces would make them text here"));
            }
            names.add(inner);
            at = end + 2;
        }
        int composition = text.indexOf(COMPOSITION);
        return new ForeignText(names, composition < 0 ? Optional.empty() : problem(text, composition, "another prompt's text is not taken over; use {{> id@1.0.0}}"));
    }

    private static Optional<Problem> problem(String text, int at, String why) {
        return Optional.of(new Problem((int) text.substring(0, at).chars().filter(letter -> letter == '\n').count() + 1, why));
    }

    private static boolean isName(String inner) {
        return !MEANT_OTHERWISE.contains(inner) && !inner.isEmpty() && inner.length() <= 64 && !Character.isDigit(inner.charAt(0)) && inner.chars()
                .allMatch(letter -> letter == '_' || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9');
    }
}
