package dev.portcullis.guard;

import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.model.Weighed;
import java.util.function.Function;

/**
 * What looks at texts, whatever a policy makes of it. All of it is immutable and safe for threads.
 *
 * @param injection    of a text from outside
 * @param harm         of any text
 * @param personalData every type there is that is on by default
 */
public record Detectors(Function<Weighed, Injection> injection, Moderator harm, PersonalData personalData) {
}
