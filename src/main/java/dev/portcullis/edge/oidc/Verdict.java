package dev.portcullis.edge.oidc;

import java.time.Duration;

/** What has come of checking a token. */
public sealed interface Verdict {

    /** Its issuer's: signature, times, issuer and audience are good. */
    record Good(Bearer bearer) implements Verdict {
    }

    /** @param reason in general words, the end of a sentence; holds nothing of the token */
    record Bad(String reason) implements Verdict {
    }

    /** It cannot be told: the issuer's keys are not there and could not be had. */
    record Unknown(Duration retryAfter) implements Verdict {
    }
}
