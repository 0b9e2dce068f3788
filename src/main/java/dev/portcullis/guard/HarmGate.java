package dev.portcullis.guard;

import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.model.LastReading;
import dev.portcullis.guard.model.Weighed;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.stream.Stop;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stops a text in which harm is seen, or tells of it and holds nothing. Some sentences are held until they are over, or as many
 * characters as may be, and judged with what stood before them. Where they end does not depend on the pieces the text comes in: a text
 * that is there as a whole is judged the same way. While the provider pauses, what is held is judged as it stands and let go, and once
 * more when its sentence is over.
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
    private final Found told;
    private final StringBuilder text = new StringBuilder();
    /** Of what was judged last, of which most is judged again. */
    private final LastReading last = new LastReading();
    private final Set<HarmCategory> seen = EnumSet.noneOf(HarmCategory.class);
    private final Set<HarmCategory> flagged = EnumSet.noneOf(HarmCategory.class);
    /** Where what is to be judged begins. */
    private int from;
    /** Where what is held begins. */
    private int kept;
    /** What was looked at for the end of a sentence. */
    private int looked;

    /** @param hold characters. @param told is told what is seen */
    HarmGate(HarmRule rule, int hold, Found told) {
        this.rule = rule;
        this.hold = hold;
        this.told = told;
    }

    /** Tells what is seen in a text that is there as a whole, wherever it stands. */
    static void look(String text, HarmRule rule, int hold, Found told) {
        HarmGate gate = new HarmGate(rule, hold, told);
        gate.push(text);
        gate.end();
    }

    @Override
    public String push(String piece) {
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < piece.length(); at += SLICE) {
            text.append(piece, at, Math.min(piece.length(), at + SLICE));
            look(passed);
        }
        return rule.blocks() ? passed.toString() : piece;
    }

    private void look(StringBuilder passed) {
        // Nothing ends before.
        looked = Math.max(looked, Math.min(text.length(), from + Math.min(hold, SHORTEST) - 1));
        while (looked < text.length()) {
            char c = text.charAt(looked++);
            boolean whole = !Character.isHighSurrogate(c);
            if (whole && (looked - from >= hold || looked - from >= SHORTEST && ends(c))) {
                judge(looked);
                if (rule.blocks()) {
                    passed.append(text, kept, looked);
                }
                forget(looked);
            }
        }
    }

    @Override
    public String pause() {
        if (!waits()) {
            return "";
        }
        judge(text.length());
        String passed = text.substring(kept);
        kept = text.length();
        return passed;
    }

    @Override
    public String end() {
        if (from == text.length()) {
            return "";
        }
        judge(text.length());
        String passed = text.substring(kept);
        forget(text.length());
        return rule.blocks() ? passed : "";
    }

    @Override
    public int held() {
        return rule.blocks() ? text.length() - kept : 0;
    }

    @Override
    public boolean waits() {
        return held() > 0 && !Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    @Override
    public Optional<Stop> stop() {
        return rule.blocks() && !seen.isEmpty() ? Optional.of(new Stop(What.HARM.code(), String.join(", ", names(seen)))) : Optional.empty();
    }

    private static boolean ends(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\n' || c == '。' || c == '！' || c == '？' || c == '।';
    }

    private void judge(int end) {
        HarmRule.Seen now = rule.in(Weighed.of(text.substring(0, end), last));
        if (now == HarmRule.Seen.NOTHING) {
            return;
        }
        boolean more = seen.addAll(now.acted());
        if (flagged.addAll(now.told()) || more) {
            rule.tell(now, told);
        }
    }

    private void forget(int end) {
        int spare = Math.max(0, end - CONTEXT);
        text.delete(0, spare);
        last.moved(spare);
        from = end - spare;
        kept = from;
        looked = from;
    }

    static List<String> names(Set<HarmCategory> categories) {
        return categories.isEmpty() ? Collections.emptyList() : categories.stream().map(HarmCategory::toString).toList();
    }
}
