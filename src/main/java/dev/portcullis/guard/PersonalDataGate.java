package dev.portcullis.guard;

import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.RedactedStream;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.List;
import java.util.Optional;

/** Takes personal data out of what is answered, or stops at the first. */
final class PersonalDataGate implements Gate {

    private final RedactedStream redacted;
    private final boolean blocks;
    private String found;

    PersonalDataGate(PersonalData personalData, boolean blocks) {
        this.blocks = blocks;
        redacted = new RedactedStream(personalData, (entity, value) -> {
            found = found == null ? entity.type() : found;
            return '[' + entity.type() + ']';
        });
    }

    @Override
    public String push(String piece) {
        return redacted.push(piece);
    }

    @Override
    public String end() {
        return redacted.end();
    }

    @Override
    public Optional<Found.Stop> stop() {
        return blocks && found != null ? Optional.of(new Found.Stop(What.PERSONAL_DATA, List.of(found))) : Optional.empty();
    }
}
