package dev.portcullis.guard.injection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the tables. A line is one of
 * <pre>
 * &#64;ignore = ignore | disregard* | &#64;other          a list of words under a name
 * override.prior 0.90 &#64;ignore &lt;40&gt; &#64;prior &lt;30&gt; rule | rules
 * </pre>
 * A step is words with {@code |} between; {@code <40>} is how many characters may stand between two steps within a sentence,
 * {@code <<200>>} the same across sentences; {@code *} ends or begins a word that may go on there. Two lines of one name are two
 * patterns of one rule. Empty lines and such that begin with {@code #} say nothing.
 */
final class RuleReader {

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    static List<Rule> read(String... tables) {
        RuleReader reader = new RuleReader();
        for (String table : tables) {
            table.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(reader::line);
        }
        return List.copyOf(reader.rules.values());
    }

    private void line(String line) {
        if (line.startsWith("@")) {
            int equals = line.indexOf('=');
            lists.merge(line.substring(1, equals).strip(), words(line.substring(equals + 1)), RuleReader::joined);
            return;
        }
        String[] parts = line.split("\\s+", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not a rule: " + line);
        }
        Family family = Family.valueOf(parts[0].substring(0, Math.max(0, parts[0].indexOf('.'))).toUpperCase(Locale.ROOT));
        double weight = Double.parseDouble(parts[1]);
        List<Rule.Pattern> pattern = List.of(pattern(parts[2]));
        rules.merge(parts[0], new Rule(parts[0], family, weight, pattern), (first, second) -> {
            if (first.weight() != second.weight()) {
                throw new IllegalArgumentException("two weights: " + line);
            }
            return new Rule(first.name(), first.family(), first.weight(), joined(first.patterns(), second.patterns()));
        });
    }

    private Rule.Pattern pattern(String text) {
        List<Rule.Step> steps = new ArrayList<>();
        int gap = 0;
        boolean sentences = false;
        int start = 0;
        int open = gap(text, 0);
        while (open >= 0) {
            steps.add(new Rule.Step(words(text.substring(start, open)), gap, sentences));
            sentences = text.startsWith("<<", open);
            int digits = open + (sentences ? 2 : 1);
            int close = text.indexOf('>', digits);
            gap = Integer.parseInt(text.substring(digits, close));
            start = close + (sentences ? 2 : 1);
            open = gap(text, start);
        }
        steps.add(new Rule.Step(words(text.substring(start)), gap, sentences));
        return new Rule.Pattern(List.copyOf(steps));
    }

    /** Where the next gap begins: a word may have the character too, but then no number and {@code >} behind it. */
    private static int gap(String text, int from) {
        for (int open = text.indexOf('<', from); open >= 0; open = text.indexOf('<', open + 1)) {
            int digit = text.startsWith("<<", open) ? open + 2 : open + 1;
            int end = digit;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end > digit && end < text.length() && text.charAt(end) == '>') {
                return open;
            }
        }
        return -1;
    }

    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" \\| |\\|(?=\\s|$)")) {
            String stripped = word.strip();
            if (stripped.startsWith("@")) {
                List<String> named = lists.get(stripped.substring(1));
                if (named == null) {
                    throw new IllegalArgumentException("no list of words: " + stripped);
                }
                words.addAll(named);
            } else if (!stripped.isEmpty()) {
                words.add(stripped);
            }
        }
        return List.copyOf(words);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
