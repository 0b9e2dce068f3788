package dev.portcullis.prompt.reader;

import java.util.Optional;

/**
 * A template in LiteLLM's syntax: {@code {name}} for {@code {{name}}}. Its client puts a value in the place of {@code {name}} before it looks for
 * {@code {{name}}}, and so would leave braces around every value of ours.
 */
final class PlainVariables {

    private PlainVariables() {
    }

    /** @return empty where the template has more than plain variables: conditions, loops, helpers, partials, parts of values, comments, escapes */
    static Optional<String> of(String template) {
        StringBuilder text = new StringBuilder(template.length());
        int at = 0;
        while (true) {
            int open = template.indexOf("{{", at);
            if (open < 0) {
                return Optional.of(text.append(template, at, template.length()).toString());
            }
            boolean three = template.startsWith("{{{", open);
            String closing = three ? "}}}" : "}}";
            int begin = open + closing.length();
            int close = template.indexOf(closing, begin);
            String name = close < 0 ? "" : template.substring(begin, close).strip();
            if (!isName(name) || open > 0 && template.charAt(open - 1) == '\\') {
                return Optional.empty();
            }
            text.append(template, at, open).append('{').append(name).append('}');
            at = close + closing.length();
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !text.equals("else") && !text.equals("this")
                && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
}
