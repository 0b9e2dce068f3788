package dev.portcullis.release.shadow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.shadow.Shadow;
import java.math.BigDecimal;

/** A shadow as the audit has it, and as it was asked for. */
public final class PlanJson {

    private PlanJson() {
    }

    public static ObjectNode of(Shadow shadow) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", shadow.subject().kind().word()).put("baseline", shadow.baseline());
        shadow.plan().version().ifPresent(version -> json.put("version", version));
        shadow.plan().model().ifPresent(model -> json.put("model", model));
        json.put("share", shadow.plan().percentage()).put("cap", new BigDecimal(shadow.plan().cap().toString()));
        shadow.plan().mostCalls().ifPresent(most -> json.put("max_calls", most));
        shadow.plan().endsAt().ifPresent(end -> json.put("ends_at", end.toString()));
        return json;
    }
}
