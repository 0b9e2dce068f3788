package dev.portcullis.guard;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.List;
import java.util.Optional;

/**
 * Keeps an operator's terms and patterns out of what is answered: the last characters are held until it is known what they belong to,
 * so what is no longer than that is found wherever it was cut.
 */
final class TermsGate implements Gate {

    private final OperatorRule rule;
    private final boolean blocks;
    private final int hold;
    private final StringBuilder text = new StringBuilder();
    /** Where what is held begins; before it stands what was let go last, as far as it decides whether a word is whole. */
    private int from;
    private boolean found;

    /** @param hold characters */
    TermsGate(OperatorRule rule, boolean blocks, int hold) {
        this.rule = rule;
        this.blocks = blocks;
        this.hold = hold;
    }

    @Override
    public String push(String piece) {
        text.append(piece);
        return release(text.length() - hold);
    }

    @Override
    public String end() {
        return release(text.length());
    }

    @Override
    public Optional<Found.Stop> stop() {
        return blocks && found ? Optional.of(new Found.Stop(What.POLICY, List.of(rule.name()))) : Optional.empty();
    }

    private String release(int upTo) {
        int safe = Math.max(from, upTo);
        StringBuilder passed = new StringBuilder();
        int done = from;
        for (Span span : rule.find(View.plain(text.toString()), from)) {
            if (span.start() >= safe) {
                break;
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
