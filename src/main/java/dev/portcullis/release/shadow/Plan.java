package dev.portcullis.release.shadow;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Split;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be tried, on whose calls, and what it may cost.
 *
 * @param version   of the prompt, exact; empty for the one that callers get
 * @param model     an entry of the configuration's {@code models}; empty for the version's own, or the call's
 * @param places    of the {@link Split#PLACES} places of callers those below this are mirrored; 1 to all of them
 * @param cap       that all calls together may cost, 0.01 to 10,000 US dollars
 * @param mostCalls that are sent to the candidate; empty for no bound
 * @param endsAt    when it ends by itself; empty for never
 */
public record Plan(Optional<String> version, Optional<String> model, int places, Usd cap, OptionalLong mostCalls, Optional<Instant> endsAt) {

    /** Of a hundred callers, as operators have it. */
    public BigDecimal percentage() {
        return new BigDecimal(BigDecimal.valueOf(places, 2).stripTrailingZeros().toPlainString());
    }
}
