package dev.portcullis.guard;

import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.text.Views;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Stops a text in which harm is seen. A sentence is held until it is over, or as long as may be held, and judged with what stood before
 * it. Where sentences end does not depend on the pieces the text comes in: a text that is there as a whole is judged the same way.
 */
final class HarmGate implements Gate {

    /** Characters before a sentence that it is judged with. */
    private static final int CONTEXT = 256;
    /** Characters that are judged at least, so that the whole costs no more than a few times its length: several sentences if they are short. */
    private static final int SHORTEST = 96;
    /** Characters that are taken on at a time, so that what was let go is dropped before there is much of it. */
    private static final int SLICE = 4096;

    private final HarmRule rule;
    private final int hold;
    private final StringBuilder text = new StringBuilder();
    private final Set<HarmCategory> seen = EnumSet.noneOf(HarmCategory.class);
    /** Where what is held begins. */
    private int from;
    /** What was looked at for the end of a sentence. */
    private int looked;

    /** @param hold characters */
    HarmGate(HarmRule rule, int hold) {
        this.rule = rule;
        this.hold = hold;
    }

    /** What is seen in a text that is there as a whole, wherever it stands. */
    static Set<HarmCategory> in(String text, HarmRule rule, int hold) {
        HarmGate gate = new HarmGate(rule, hold);
        gate.push(text);
        gate.end();
        return gate.seen;
    }

    @Override
    public String push(String piece) {
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < piece.length(); at += SLICE) {
            text.append(piece, at, Math.min(piece.length(), at + SLICE));
            look(passed);
        }
        return passed.toString();
    }

    private void look(StringBuilder passed) {
        while (looked < text.length()) {
            char c = text.charAt(looked++);
            boolean whole = !Character.isHighSurrogate(c);
            if (whole && (looked - from >= hold || looked - from >= SHORTEST && ends(c))) {
                judge(looked, passed);
            }
        }
    }

    @Override
    public String end() {
        StringBuilder passed = new StringBuilder();
        if (from < text.length()) {
            judge(text.length(), passed);
        }
        return passed.toString();
    }

    @Override
    public Optional<Found.Stop> stop() {
        return seen.isEmpty() ? Optional.empty() : Optional.of(new Found.Stop(What.HARM, seen.stream().map(HarmCategory::toString).toList()));
    }

    private static boolean ends(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\n' || c == '。' || c == '！' || c == '？' || c == '।';
    }

    private void judge(int end, StringBuilder passed) {
        seen.addAll(rule.in(Views.of(text.substring(0, end))));
        passed.append(text, from, end);
        int spare = Math.max(0, end - CONTEXT);
        text.delete(0, spare);
        from = end - spare;
        looked = from;
    }
}
