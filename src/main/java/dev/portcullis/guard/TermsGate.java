package dev.portcullis.guard;

import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.stream.Stop;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.List;
import java.util.Optional;

/**
 * Keeps an operator's terms and patterns out of what is answered, or tells of them and holds nothing. A text is held from where a term
 * may have begun. How much of a pattern has begun is not asked with every piece: the last characters are held for it, until the
 * provider pauses. What is no longer than may be held is found wherever it was cut.
 */
final class TermsGate implements Gate {

    private final OperatorRule rule;
    private final PolicySettings.Action action;
    private final int hold;
    private final Found told;
    private final StringBuilder text = new StringBuilder();
    /** Where what is held begins; before it stands what was let go last, as far as it decides whether a word is whole. */
    private int from;
    /** Half of a character waits here for the other, and 0 for none: a word might end before a half. */
    private char half;
    private boolean found;

    /** @param hold characters. @param told is told what is found */
    TermsGate(OperatorRule rule, PolicySettings.Action action, int hold, Found told) {
        this.rule = rule;
        this.action = action;
        this.hold = hold;
        this.told = told;
    }

    @Override
    public String push(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        if (half != 0) {
            text.append(half);
        }
        boolean cut = Character.isHighSurrogate(piece.charAt(piece.length() - 1));
        text.append(piece, 0, piece.length() - (cut ? 1 : 0));
        half = cut ? piece.charAt(piece.length() - 1) : 0;
        return passed(piece, release(rule.hasPatterns() ? bound() : rule.begun(text, bound(), false)));
    }

    @Override
    public String pause() {
        return waits() ? passed("", release(rule.begun(text, bound(), true))) : "";
    }

    @Override
    public String end() {
        String last = half == 0 ? "" : String.valueOf(half);
        text.append(last);
        half = 0;
        return passed("", release(text.length()));
    }

    private String passed(String asItCame, String instead) {
        return action == PolicySettings.Action.FLAG ? asItCame : instead;
    }

    @Override
    public int held() {
        return action == PolicySettings.Action.FLAG ? 0 : text.length() - from + (half == 0 ? 0 : 1);
    }

    @Override
    public boolean waits() {
        return action != PolicySettings.Action.FLAG && rule.hasPatterns() && text.length() > from;
    }

    @Override
    public Optional<Stop> stop() {
        return action == PolicySettings.Action.BLOCK && found ? Optional.of(new Stop(What.POLICY.code(), rule.name())) : Optional.empty();
    }

    /** More than may be held goes in any case. */
    private int bound() {
        return Math.max(from, text.length() - hold);
    }

    /** Of two that overlap the second may still grow: both are held then. */
    private int between(List<Span> spans, int upTo) {
        int safe = upTo;
        for (Span span : spans.reversed()) {
            safe = span.start() < safe && span.end() > safe ? span.start() : safe;
        }
        return Math.max(safe, bound());
    }

    private String release(int upTo) {
        List<Span> spans = rule.find(View.plain(text.toString()), from);
        int safe = between(spans, Math.max(from, upTo));
        StringBuilder passed = new StringBuilder();
        int done = from;
        for (Span span : spans) {
            if (span.start() >= safe) {
                break;
            }
            if (!found) {
                told.policy(rule.name(), action);
            }
            found = true;
            if (span.start() >= done) {
                passed.append(text, done, span.start()).append('[').append(rule.name()).append(']');
            }
            done = Math.max(done, span.end());
            safe = Math.max(safe, done);
        }
        passed.append(text, done, safe);
        int spare = Math.max(0, safe - hold);
        text.delete(0, spare);
        from = safe - spare;
        return passed.toString();
    }
}
