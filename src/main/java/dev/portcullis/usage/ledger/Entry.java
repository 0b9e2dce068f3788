package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.time.Instant;

/**
 * One line of the ledger.
 *
 * @param at        when the call was admitted
 * @param requestId as the caller knows the call
 * @param calls     how many this line stands for: more than one where the gateway refused many alike
 */
public record Entry(Instant at, String requestId, Subject subject, End end, int calls) {

    /** The gateway was killed while the call was under way; what it used is an estimate. */
    public static final String INTERRUPTED = "interrupted";

    /**
     * What many lines have in common.
     *
     * @param key     names the caller's key
     * @param model   as callers name it; empty where there is none of that name
     * @param target  the target that answered, within the model; empty where none did
     * @param prompt  the prompt's id, or empty
     * @param version of the prompt, or empty
     * @param cache   {@code hit}, {@code miss} or {@code bypass}
     */
    public record Subject(String tenant, String key, String endpoint, String model, String target, String prompt, String version, String cache) {
    }

    /**
     * What is known for sure when a call is over.
     *
     * @param saved      what the call would have cost, had it not been answered by what was known, or is paid for by another
     * @param latency    from the call's arrival to its end, in microseconds
     * @param firstToken from the call's arrival to the first byte of the answer's body, in microseconds; -1 where there was none
     * @param status     as it was sent, 0 if none was
     * @param outcome    how the call ended; see {@link #INTERRUPTED}
     */
    public record End(Usage usage, Usd cost, Usd saved, long latency, long firstToken, int status, String outcome) {
    }

    Entry with(End other) {
        return new Entry(at, requestId, subject, other, calls);
    }
}
