package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.experiment.Plan;
import dev.portcullis.release.experiment.PlanReader;
import dev.portcullis.release.experiment.PlanReading;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads what an experiment is to be, and compares it with what there is. */
final class ExperimentPlan {

    private ExperimentPlan() {
    }

    /** @param models that callers can name */
    static Plan read(JsonNode body, Collection<String> models) {
        if (body == null || body.isNull() || body.isMissingNode()) {
            throw Problem.malformed("Expected a JSON object with 'name', 'prompt', 'variants' and 'outcome'.");
        }
        Plan plan = switch (PlanReader.readNew(body)) {
            case PlanReading.Read read -> read.plan();
            case PlanReading.Wrong wrong -> throw wrong.field().isEmpty() ? Problem.invalid(null, wrong.expected())
                    : Problem.invalid(wrong.field(), "Invalid value for '" + wrong.field() + "': " + wrong.expected());
        };
        long whole = plan.variants().stream().mapToLong(Plan.Tried::weight).sum();
        for (Plan.Tried variant : plan.variants()) {
            String field = field(body, variant);
            // Which of the places each has is rounded, so the last one may get one all the same: a hundred times what it asks for, or more.
            if (variant.weight() > 0 && (long) variant.weight() * Split.PLACES < whole) {
                throw Problem.invalid(field + ".weight", "Invalid value for '" + field + ".weight': users are dealt out in steps of 1/" + Split.PLACES
                        + ", so this is nobody. Give it 1 of " + Split.PLACES + " of all weights at least, or 0.");
            }
            variant.model().filter(model -> !models.contains(model)).ifPresent(model -> {
                throw Problem.invalid(field + ".model", "Invalid value for '" + field + ".model': it is not in the configuration. Known here: "
                        + String.join(", ", models) + ".");
            });
            settings(field, variant.settings());
        }
        return plan;
    }

    /** As a version of a prompt may set them. */
    private static void settings(String field, ObjectNode settings) {
        ObjectNode version = JsonNodeFactory.instance.objectNode().put("id", "x").put("version", "1.0.0").put("template", "x");
        version.set("settings", settings);
        Optional<Fault> fault = switch (PromptReader.readJson(version.toString())) {
            case Reading.Read read -> Optional.empty();
            case Reading.Faulty faulty -> Optional.of(faulty.faults().getFirst());
            case Reading.Malformed malformed -> Optional.of(malformed.fault());
        };
        fault.ifPresent(wrong -> {
            String path = field + "." + (wrong.path().isEmpty() ? "settings" : wrong.path());
            throw Problem.invalid(path, "Invalid value for '" + path + "': " + wrong.message() + ".");
        });
    }

    /** @param versions of the plan's prompt */
    static void compare(JsonNode body, Plan plan, List<Semver> versions) {
        if (versions.isEmpty()) {
            throw Problem.unknown("prompt_not_found", "prompt", PromptReader.isId(plan.prompt()) ? "There is no prompt '" + plan.prompt() + "'."
                    : "There is no prompt of this name.");
        }
        for (Plan.Tried variant : plan.variants()) {
            variant.version().ifPresent(written -> {
                String field = field(body, variant) + ".version";
                Semver exact = Semver.parse(written).orElseThrow(() -> Problem.invalid(field, "Invalid value for '" + field
                        + "': an exact version such as 2.1.0 is expected, since a variant must not change by itself."));
                if (!versions.contains(exact)) {
                    throw Problem.invalid(field, "The prompt '" + plan.prompt() + "' has no version " + exact + ".");
                }
            });
        }
    }

    /** Where it was written: the control need not have stood first. */
    private static String field(JsonNode body, Plan.Tried variant) {
        int place = 0;
        while (!body.at("/variants/" + place + "/name").asText().equals(variant.name())) {
            place++;
        }
        return "variants[" + place + "]";
    }
}
