package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.PlanJson;

/** An experiment as it is answered: what was asked for, and beside each variant what is known of it. */
final class ShownExperiment {

    private static final String VARIANTS = "variants";
    private static final String NAME = "name";

    private ShownExperiment() {
    }

    /** Without figures. */
    static ObjectNode listed(Experiment experiment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(NAME, experiment.plan().name())
                .put("state", experiment.isRunning() ? "running" : "stopped");
        json.setAll(PlanJson.of(experiment.plan()));
        json.put("share", experiment.places().percent()).put("release", experiment.release()).put("created_at", experiment.createdAt().toString())
                .put("created_by", experiment.createdBy());
        experiment.stopped().ifPresent(stopped -> {
            json.put("stopped_at", stopped.at().toString());
            json.set("winner", stopped.decision().path("winner"));
        });
        return json;
    }

    /** @param figures that are known now */
    static ObjectNode running(Experiment experiment, ObjectNode figures) {
        ObjectNode json = with(listed(experiment), figures);
        return figures.at("/sample_ratio/mismatch").booleanValue() ? json.put("state", "sample_ratio_mismatch") : json;
    }

    /** With the figures that were decided on. */
    static ObjectNode stopped(Experiment experiment) {
        JsonNode decision = experiment.stopped().orElseThrow().decision();
        ObjectNode json = with(listed(experiment), (ObjectNode) decision.path("figures"));
        json.set("decision", decision);
        return json;
    }

    private static ObjectNode with(ObjectNode json, ObjectNode figures) {
        ArrayNode variants = (ArrayNode) json.get(VARIANTS);
        for (JsonNode told : figures.path(VARIANTS)) {
            for (JsonNode variant : variants) {
                if (variant.path(NAME).equals(told.path(NAME))) {
                    ((ObjectNode) variant).setAll((ObjectNode) told);
                }
            }
        }
        figures.properties().stream().filter(figure -> !figure.getKey().equals(VARIANTS)).forEach(figure -> json.set(figure.getKey(), figure.getValue()));
        return json;
    }
}
