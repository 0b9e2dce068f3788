package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.plan.Durations;

/** A plan as it is kept and shown: all that {@link PlanReader} reads. */
public final class PlanJson {

    private PlanJson() {
    }

    public static ObjectNode of(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", plan.name()).put("prompt", plan.prompt());
        ArrayNode variants = json.putArray("variants");
        plan.variants().forEach(variant -> variants.add(variant(variant)));
        json.put("control", plan.variants().getFirst().name());
        json.putObject("outcome").put("source", plan.source().word()).put("direction", plan.higher() ? "higher" : "lower");
        plan.group().ifPresent(group -> json.put("exclusion_group", group));
        plan.share().ifPresent(share -> json.put("share", share));
        if (!plan.stop().isNone()) {
            ObjectNode stop = json.putObject("stop");
            plan.stop().longest().ifPresent(longest -> stop.put("max_duration", Durations.word(longest)));
            plan.stop().users().ifPresent(users -> stop.put("max_users", users));
            stop.put("significant", plan.stop().significant());
        }
        return json;
    }

    private static ObjectNode variant(Plan.Tried variant) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", variant.name()).put("weight", variant.weight());
        variant.version().ifPresent(version -> json.put("version", version));
        variant.model().ifPresent(model -> json.put("model", model));
        if (!variant.settings().isEmpty()) {
            json.set("settings", variant.settings());
        }
        return json;
    }
}
