package dev.portcullis.release.feedback;

import dev.portcullis.pipeline.OutputVerdict;
import java.time.Instant;
import java.util.UUID;

/**
 * A call that feedback can be given on.
 *
 * @param at      about when it was admitted
 * @param prompt  and the two after it: of a call that names no prompt they are empty, but for the model
 * @param unit    stands for who called, see {@link dev.portcullis.pipeline.release.UnitHash}
 * @param release that the call is judged for, or empty
 * @param arm     the release's side, or empty
 * @param output  whether its answer was what its prompt promises
 */
record KnownCall(Name name, Instant at, String prompt, String version, String model, UUID unit, String release, String arm, OutputVerdict output) {

    /** Whose call, and which. An id that a tenant gave to several of its calls means the last of them. */
    record Name(String tenant, String requestId) {
    }

    /** Whether what is said of one of two calls of one id belongs to the other's side and user as well. Times are none to tell: the ledger has its own. */
    boolean isSame(KnownCall other) {
        return prompt.equals(other.prompt) && version.equals(other.version) && unit.equals(other.unit) && release.equals(other.release)
                && arm.equals(other.arm);
    }

    boolean isJudged() {
        return !release.isEmpty();
    }
}
