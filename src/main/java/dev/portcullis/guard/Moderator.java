package dev.portcullis.guard;

import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.model.Weighed;

/** Says how harmful a text is. Immutable, safe for threads. */
@FunctionalInterface
public interface Moderator {

    /** @param from only scores from here on are of interest: what is below may all be 0 */
    Verdict judge(Weighed text, double from);
}
