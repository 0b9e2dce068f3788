package dev.portcullis.admission;

import dev.portcullis.pipeline.Refusal;

/** Whether a call may pass, and where its caller stands then. */
sealed interface Verdict {

    Standing standing();

    record Granted(Reservation reservation, Standing standing) implements Verdict {
    }

    record Denied(Refusal refusal, Standing standing) implements Verdict {
    }
}
