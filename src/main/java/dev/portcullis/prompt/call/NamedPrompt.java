package dev.portcullis.prompt.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prompt that a call names, in one of three ways: OpenAI's {@code prompt} object ({@code id}, {@code version}, {@code variables}),
 * LiteLLM's {@code prompt_id}, {@code prompt_version} or {@code prompt_label}, and {@code prompt_variables}, or a model {@code prompt/id} or
 * {@code prompt/id@version} for clients that can send nothing else, whose variables are in {@code metadata}.
 *
 * @param version   as it is written; empty for what is deployed
 * @param variables plain JSON values
 * @param field     the field of the call that has the variables, for messages about them
 */
record NamedPrompt(String id, Optional<String> version, Map<String, Object> variables, String field) {

    /** What a model's name begins with that is the name of a prompt. */
    private static final String PREFIX = "prompt/";

    private static final String OBJECT = "prompt";
    private static final String LABEL = "prompt_label";
    private static final String METADATA = "metadata";

    /** @throws Refused with {@code InvalidValue} */
    static NamedPrompt of(ObjectNode call) {
        Optional<String> model = Optional.of(call.path("model")).filter(JsonNode::isTextual).map(JsonNode::textValue).filter(name -> name.startsWith(PREFIX));
        boolean object = call.path(OBJECT).isObject();
        boolean litellm = call.path("prompt_id").isTextual();
        if (model.isPresent() && (object || litellm)) {
            throw invalid("model", "a prompt is named here and in '" + (object ? OBJECT : "prompt_id") + "'; name it once");
        }
        if (!litellm && says(call, LABEL)) {
            throw invalid(LABEL, "it belongs to 'prompt_id'; name a version in " + (object ? "prompt.version" : "the model, as in prompt/id@2.1"));
        }
        if (object) {
            JsonNode prompt = call.get(OBJECT);
            return new NamedPrompt(text(prompt.path("id"), "prompt.id").orElseThrow(() -> new Refused(new Refusal.MissingParameter("prompt.id"))),
                    text(prompt.path("version"), "prompt.version"), variables(prompt.path("variables"), "prompt.variables"), "prompt.variables");
        }
        if (litellm) {
            return new NamedPrompt(text(call.get("prompt_id"), "prompt_id").orElseThrow(), labelled(call),
                    variables(call.path("prompt_variables"), "prompt_variables"), "prompt_variables");
        }
        String[] address = model.orElseThrow().substring(PREFIX.length()).split("@", 2);
        return new NamedPrompt(address[0], address.length == 2 ? Optional.of(address[1]) : Optional.empty(), variables(call.path(METADATA), METADATA), METADATA);
    }

    /** LiteLLM's labels are Langfuse's: of these there are the one for what is deployed, which is as if no version were named, and the newest. */
    private static Optional<String> labelled(ObjectNode call) {
        Optional<String> version = text(call.path("prompt_version"), "prompt_version");
        Optional<String> label = text(call.path(LABEL), LABEL);
        if (label.isEmpty()) {
            return version;
        }
        if (version.isPresent()) {
            throw invalid(LABEL, "either a version or a label is expected, not both");
        }
        return switch (label.get()) {
            case "production" -> Optional.empty();
            case "latest" -> label;
            default -> throw invalid(LABEL, "'production', for what is deployed, or 'latest' is expected; name any other version in 'prompt_version'");
        };
    }

    private static boolean says(ObjectNode call, String field) {
        return !call.path(field).isMissingNode() && !call.path(field).isNull();
    }

    /** Whether what stands in the place of a model's name is the name of a prompt. */
    static boolean isAddress(JsonNode model) {
        return model != null && model.isTextual() && model.textValue().startsWith(PREFIX);
    }

    /** Takes out of a call what names a prompt. @param declared the prompt's variables: what else is in {@code metadata} is the caller's */
    void removeFrom(ObjectNode call, Iterable<String> declared) {
        call.remove(OBJECT);
        call.remove("prompt_id");
        call.remove("prompt_version");
        call.remove("prompt_variables");
        call.remove(LABEL);
        if (call.path("model").asText().startsWith(PREFIX)) {
            call.remove("model");
        }
        if (field.equals(METADATA) && call.path(METADATA) instanceof ObjectNode metadata) {
            declared.forEach(metadata::remove);
            if (metadata.isEmpty()) {
                call.remove(METADATA);
            }
        }
    }

    /** The field of the call that has the version. */
    String versionField() {
        return switch (field) {
            case METADATA -> "model";
            case "prompt_variables" -> "prompt_version";
            default -> "prompt.version";
        };
    }

    /** As it is written in an address. */
    String address() {
        return version.map(written -> id + "@" + written).orElse(id);
    }

    private static Optional<String> text(JsonNode node, String field) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw invalid(field, "a string is expected");
        }
        if (node.asText().length() > Payload.MAX_MODEL) {
            throw invalid(field, "at most " + Payload.MAX_MODEL + " characters are expected");
        }
        return Optional.of(node.asText());
    }

    private static Map<String, Object> variables(JsonNode node, String field) {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw invalid(field, "an object is expected, with a value for each variable");
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Object value = PlainTree.of(entry.getValue());
            variables.put(entry.getKey(), value == null ? null
                    : InputPart.said(value).orElseThrow(() -> invalid(field + "." + entry.getKey(), InputPart.EXPECTED)));
        });
        return variables;
    }

    private static Refused invalid(String field, String detail) {
        return new Refused(new Refusal.InvalidValue(field, detail));
    }
}
