package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Measure;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.Sums;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A shadow as the database has it now.
 *
 * @param reason   why it has ended, or began
 * @param spent    by calls that are over
 * @param reserved for calls under way
 * @param calls    that were let through
 * @param isShort  whether a call came for which even all that is not spent is too little
 * @param results  how many came to what, by {@link Settled.Result#word}
 */
public record Known(Shadow shadow, State state, String reason, Instant startedAt, String startedBy, Optional<Instant> endedAt, Usd spent,
        Usd reserved, long calls, boolean isShort, Map<String, Long> results, Map<Measure, Sums> told) {

    /** The same, ended. */
    Known ended(State how, String why) {
        return new Known(shadow, how, why, startedAt, startedBy, endedAt, spent, reserved, calls, isShort, results, told);
    }

    /** What became of it. */
    public enum State {
        RUNNING,
        /** By an operator. */
        STOPPED,
        /** What is left of the cap is too little. */
        SPENT,
        /** Its time has come, or all its calls were made. */
        OVER;

        /** As the database and the control plane have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
