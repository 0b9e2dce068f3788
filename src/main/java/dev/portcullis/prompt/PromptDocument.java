package dev.portcullis.prompt;

import dev.portcullis.prompt.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version as the JSON it is read from: its fields in a fixed order, without those that say nothing, parameters in their short form where
 * that says all. What is read from this and written again is the same text, byte for byte.
 */
public final class PromptDocument {

    /** Before the digest's digits in a version's hash. */
    public static final String SHA_256 = "sha256:";

    private PromptDocument() {
    }

    /** Plain values. */
    public static Map<String, Object> of(PromptVersion version) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", version.id());
        put(document, "name", version.name());
        document.put("version", version.version().toString());
        put(document, "description", version.description());
        put(document, "category", version.category());
        version.model().ifPresent(model -> document.put("model", model));
        put(document, "settings", version.settings());
        if (version.isTemplate()) {
            document.put("template", version.messages().getFirst().content());
        } else {
            document.put("messages", version.messages().stream().map(PromptDocument::message).toList());
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        version.parameters().forEach((name, parameter) -> parameters.put(name, parameter(parameter)));
        put(document, "parameters", parameters);
        put(document, "validation", validation(version.validation()));
        put(document, "metadata", version.metadata());
        return document;
    }

    /** In one line: what is kept and sent. */
    public static String compact(PromptVersion version) {
        return JsonText.compact(of(version));
    }

    /** For files that people read; no line end behind it. */
    public static String indented(PromptVersion version) {
        return JsonText.indented(of(version));
    }

    /** {@code sha256:} and the hexadecimal digits of the SHA-256 of the canonical text (RFC 8785, UTF-8) of all of it, the number included. */
    public static String hash(PromptVersion version) {
        try {
            return SHA_256 + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(JsonText.canonical(of(version)).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static Map<String, Object> message(Message message) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("role", message.role().word());
        written.put("content", message.content());
        return written;
    }

    private static Object parameter(Parameter parameter) {
        if (parameter.equals(Parameter.REQUIRED)) {
            return "required";
        }
        if (parameter.equals(Parameter.OPTIONAL)) {
            return "optional";
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("required", parameter.required());
        if (parameter.type() != ParameterType.ANY) {
            written.put("type", parameter.type().word());
        }
        put(written, "enum", parameter.allowed());
        parameter.byDefault().ifPresent(value -> written.put("default", value));
        parameter.maxTokens().ifPresent(most -> written.put("max_tokens", most));
        if (parameter.untrusted()) {
            written.put("untrusted", true);
        }
        put(written, "description", parameter.description());
        return written;
    }

    private static Map<String, Object> validation(Validation validation) {
        Map<String, Object> written = new LinkedHashMap<>();
        validation.minTokens().ifPresent(least -> written.put("min_tokens", least));
        validation.maxTokens().ifPresent(most -> written.put("max_tokens", most));
        put(written, "required_sections", validation.requiredSections());
        validation.jsonSchema().ifPresent(schema -> written.put("json_schema", schema));
        if (validation.onFail() != OnFail.FLAG) {
            written.put("on_fail", validation.onFail().word());
        }
        return written;
    }

    private static void put(Map<String, Object> document, String name, Object value) {
        boolean empty = switch (value) {
            case String text -> text.isEmpty();
            case Map<?, ?> members -> members.isEmpty();
            case List<?> items -> items.isEmpty();
            default -> false;
        };
        if (!empty) {
            document.put(name, value);
        }
    }
}
