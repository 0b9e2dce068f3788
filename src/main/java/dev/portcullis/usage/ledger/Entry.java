package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of the ledger.
 *
 * @param at        when the call was admitted
 * @param requestId as the caller knows the call
 * @param calls     how many this line stands for: more than one where the gateway refused many alike
 */
public record Entry(Instant at, String requestId, Subject subject, Share share, End end, int calls) {

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
     * What a call is to the statistics of its prompt and of releases.
     *
     * @param unit    stands for who called; empty where the call names no prompt
     * @param release and its run that the call is judged for, or empty
     * @param arm     its side of that, or empty
     */
    public record Share(Optional<UUID> unit, String release, String arm) {

        public static final Share NONE = new Share(Optional.empty(), "", "");
    }

    /**
     * What is known for sure when a call is over.
     *
     * @param saved      what the call would have cost, had it not been answered by what was known, or is paid for by another
     * @param latency    from the call's arrival to its end, in microseconds
     * @param firstToken from the call's arrival to the first byte of the answer's body, in microseconds; -1 where there was none
     * @param status     as it was sent, 0 if none was
     * @param outcome    how the call ended; see {@link #INTERRUPTED}
     * @param output     whether the answer was what its prompt promises: {@code passed}, {@code failed} or {@code unchecked}; empty where nothing
     *                   is promised
     */
    public record End(Usage usage, Usd cost, Usd saved, long latency, long firstToken, int status, String outcome, String output) {

        /** Of a call whose prompt promises nothing. */
        public End(Usage usage, Usd cost, Usd saved, long latency, long firstToken, int status, String outcome) {
            this(usage, cost, saved, latency, firstToken, status, outcome, "");
        }
    }

    /** Of a call that names no prompt. */
    public Entry(Instant at, String requestId, Subject subject, End end, int calls) {
        this(at, requestId, subject, Share.NONE, end, calls);
    }

    Entry with(End other) {
        return new Entry(at, requestId, subject, share, other, calls);
    }
}
