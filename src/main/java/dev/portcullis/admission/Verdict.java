package dev.portcullis.admission;

import dev.portcullis.pipeline.Refusal;
import java.util.Objects;

/** Whether a call may pass, and where its caller stands then. */
sealed interface Verdict {

    Standing standing();

    record Granted(Reservation reservation, Standing standing) implements Verdict {
    }

    /** @param refusal never null */
    record Denied(Refusal refusal, Standing standing) implements Verdict {

        public Denied {
            Objects.requireNonNull(refusal, "a refusal has a reason");
        }
    }
}
