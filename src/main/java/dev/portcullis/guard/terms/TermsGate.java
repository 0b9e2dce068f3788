package dev.portcullis.guard.terms;

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
public final class TermsGate implements Gate {

    private final OperatorRule rule;
    private final PolicySettings.Action action;
    private final int hold;
    private final Runnable told;
    private final Written text;
    /** Where what is held begins; before it stands what was let go last, as far as it decides whether a word is whole. */
    private int from;
    private boolean found;

    /** @param hold characters. @param json whether the text may be a JSON document. @param told run once, when something is found */
    public TermsGate(OperatorRule rule, PolicySettings.Action action, int hold, boolean json, Runnable told) {
        this.text = new Written(json);
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
        text.append(piece);
        return passed(piece, release(rule.hasPatterns() ? bound() : rule.begun(text.says(), bound(), false)));
    }

    @Override
    public String pause() {
        return waits() ? passed("", release(rule.begun(text.says(), bound(), true))) : "";
    }

    @Override
    public String end() {
        text.end();
        return passed("", release(text.length()));
    }

    private String passed(String asItCame, String instead) {
        return action == PolicySettings.Action.FLAG ? asItCame : instead;
    }

    @Override
    public int held() {
        return action == PolicySettings.Action.FLAG ? 0 : text.length() - from + text.waiting();
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
        List<Span> spans = rule.find(View.plain(text.says().toString()), from);
        int safe = between(spans, Math.max(from, upTo));
        StringBuilder passed = new StringBuilder();
        int done = from;
        for (Span span : spans) {
            if (span.start() >= safe) {
                break;
            }
            if (!found) {
                told.run();
            }
            found = true;
            if (span.start() >= done) {
                text.write(passed, done, span.start());
                passed.append('[').append(rule.name()).append(']');
            }
            done = Math.max(done, span.end());
            safe = Math.max(safe, done);
        }
        text.write(passed, done, safe);
        int spare = Math.max(0, safe - hold);
        text.forget(spare);
        from = safe - spare;
        return passed.toString();
    }
}
