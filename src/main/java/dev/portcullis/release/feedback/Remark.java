package dev.portcullis.release.feedback;

import dev.portcullis.release.quality.Signals;
import java.util.Optional;

/**
 * What somebody said of a call, or what was noticed of it.
 *
 * @param comments that go with a rating take the place of those before, also where there are none
 */
record Remark(KnownCall call, Signals signals, Optional<String> comments) {

    /** Both, of the same call. */
    Remark and(Remark later) {
        boolean said = later.signals.rating().isPresent() || later.comments.isPresent();
        return new Remark(call, signals.and(later.signals), said ? later.comments : comments);
    }
}
