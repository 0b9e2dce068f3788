package dev.portcullis.guard;

import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.RedactedStream;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.stream.Stop;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.List;
import java.util.Optional;

/** Takes personal data out of what is answered, stops at the first, or tells of it and holds nothing. */
final class PersonalDataGate implements Gate {

    private final RedactedStream redacted;
    private final PiiSettings.Action action;
    private String first;

    /** @param json whether the text is a JSON document. @param found is told what is found */
    PersonalDataGate(PersonalData personalData, PiiSettings.Action action, boolean json, Found found) {
        this.action = action;
        redacted = new RedactedStream(personalData, (entity, value) -> {
            first = first == null ? entity.type() : first;
            found.entities(1, List.of(entity.type()), action);
            return '[' + entity.type() + ']';
        }, json);
    }

    @Override
    public String push(String piece) {
        return passed(piece, redacted.push(piece));
    }

    @Override
    public String end() {
        return passed("", redacted.end());
    }

    private String passed(String asItCame, String instead) {
        return action == PiiSettings.Action.FLAG ? asItCame : instead;
    }

    @Override
    public int held() {
        return action == PiiSettings.Action.FLAG ? 0 : redacted.held();
    }

    @Override
    public Optional<Stop> stop() {
        return action == PiiSettings.Action.BLOCK && first != null ? Optional.of(new Stop(What.PERSONAL_DATA.code(), first)) : Optional.empty();
    }
}
