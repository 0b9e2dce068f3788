package dev.portcullis.prompt.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.file.Picoschema;
import dev.portcullis.prompt.file.PromptFile;
import dev.portcullis.prompt.file.SchemaParameters;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.ParameterType;

/**
 * What a {@code .prompt} file says, as the document that a version is read from: Dotprompt's own fields where it has one for it, ours for
 * the rest. Fields of other programs (with a dot in their names) are passed over; any other field that is not known is a fault.
 */
final class FrontDocument {

    /** The document's fields by what the file calls them, in the order in which a file has them. */
    static final Map<String, String> FIELDS = new LinkedHashMap<>();
    /** For a list of messages that looks like a template: one message, the user's. */
    static final String FORM = PromptFile.OURS + "form";
    static final String MESSAGES = "messages";

    private static final String EXTENSION = "portcullis";
    private static final Set<String> SCHEMAS = Set.of("input", "output");

    static {
        FIELDS.put("name", "id");
        FIELDS.put("version", "version");
        FIELDS.put("description", "description");
        FIELDS.put("model", "model");
        FIELDS.put("config", "settings");
        FIELDS.put(PromptFile.OURS + "name", "name");
        FIELDS.put(PromptFile.OURS + "category", "category");
        FIELDS.put(PromptFile.OURS + "parameters", "parameters");
        FIELDS.put(PromptFile.OURS + "validation", "validation");
        FIELDS.put(PromptFile.OURS + "metadata", "metadata");
    }

    private final PromptFile file;
    private final Map<String, Object> document = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private FrontDocument(PromptFile file) {
        this.file = file;
    }

    /** @param faults with paths as the file writes them; the document is not worth reading where there are any */
    record Made(Map<String, Object> document, List<Fault> faults) {
    }

    /** @param name what the file is called, without its ending: the prompt's id where the file says none */
    static Made of(PromptFile file, String name) {
        return new FrontDocument(file).make(name);
    }

    /** The path in the file of what has this path in the document. */
    static String written(String path, Map<String, Object> front) {
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            String name = field.getValue();
            if (path.startsWith(name) && (path.length() == name.length() || path.charAt(name.length()) == '.' || path.charAt(name.length()) == '[')) {
                boolean fromSchema = name.equals("parameters") && !front.containsKey(field.getKey());
                return fromSchema ? "input.schema" : field.getKey() + path.substring(name.length());
            }
        }
        return path;
    }

    private Made make(String name) {
        document.put("id", name);
        file.front().forEach((key, value) -> {
            if (key.equals(EXTENSION) && value instanceof Map<?, ?> ours) {
                ours.forEach((own, of) -> field(EXTENSION + "." + own, of));
            } else {
                field(key, value);
            }
        });
        if (!document.containsKey("parameters")) {
            input();
        }
        output();
        List<Map<String, Object>> messages = new ArrayList<>();
        file.messages().forEach(message -> {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("role", message.role());
            written.put("content", message.template());
            messages.add(written);
        });
        boolean template = messages.size() == 1 && messages.getFirst().get("role").equals("user") && !MESSAGES.equals(file.own("form"));
        if (messages.isEmpty()) {
            faults.add(Fault.of("", "there is no text below the front matter"));
        } else {
            document.put(template ? "template" : MESSAGES, template ? messages.getFirst().get("content") : messages);
        }
        return new Made(document, faults);
    }

    private void field(String key, Object value) {
        String field = FIELDS.get(key);
        if (field != null) {
            if (value != null) {
                document.put(field, value);
            }
        } else if (key.equals(FORM)) {
            if (!MESSAGES.equals(value)) {
                faults.add(Fault.of(key, "only \"" + MESSAGES + "\" is expected"));
            }
        } else if (!SCHEMAS.contains(key) && (key.startsWith(PromptFile.OURS) || key.indexOf('.') < 0)) {
            faults.add(Fault.of(key, "is not known; known here: " + String.join(", ", FIELDS.keySet()) + ", input, output"));
        }
    }

    private void input() {
        Map<String, Object> input = section("input", Set.of("schema", "default"));
        if (!(input.get("default") == null || input.get("default") instanceof Map)) {
            faults.add(Fault.of("input.default", "an object is expected"));
        } else if (input.get("schema") != null) {
            schema("input.schema", input.get("schema")).ifPresent(schema -> {
                Map<String, Object> parameters = new LinkedHashMap<>();
                Map<?, ?> described = schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
                SchemaParameters.of(schema, defaults(input)).forEach(parameter -> parameters.put(parameter.name(), parameter(parameter, described)));
                document.put("parameters", parameters);
            });
        }
    }

    @SuppressWarnings("unchecked") // names of front matter are texts
    private static Map<String, Object> defaults(Map<String, Object> input) {
        return input.get("default") instanceof Map<?, ?> defaults ? (Map<String, Object>) defaults : Map.of();
    }

    private static Map<String, Object> parameter(Parameter parameter, Map<?, ?> described) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("required", parameter.required());
        if (parameter.type() != ParameterType.ANY) {
            written.put("type", parameter.type().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (!parameter.oneOf().isEmpty()) {
            written.put("enum", parameter.oneOf());
        }
        if (parameter.otherwise() != null) {
            written.put("default", parameter.otherwise());
        }
        if (described.get(parameter.name()) instanceof Map<?, ?> property && property.get("description") instanceof String words) {
            written.put("description", words);
        }
        return written;
    }

    /** The schema is what an answer must be like; that it is JSON follows from it, and must be said to the model in the config. */
    @SuppressWarnings("unchecked") // as above
    private void output() {
        Object schema = section("output", Set.of("schema", "format")).get("schema");
        Object validation = document.getOrDefault("validation", Map.of());
        if (schema != null && validation instanceof Map<?, ?> ours) {
            if (ours.containsKey("json_schema")) {
                faults.add(Fault.of("output.schema", "stands in portcullis.validation.json_schema too; write it once"));
            }
            Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) ours);
            schema("output.schema", schema).ifPresent(read -> both.put("json_schema", read));
            document.put("validation", both);
        }
    }

    private Map<String, Object> section(String name, Set<String> known) {
        if (file.front().get(name) != null && !(file.front().get(name) instanceof Map)) {
            faults.add(Fault.of(name, "an object is expected"));
        }
        Map<String, Object> section = file.section(name);
        section.keySet().stream().filter(key -> !known.contains(key))
                .forEach(key -> faults.add(Fault.of(name + "." + key, "is not known; known here: " + String.join(", ", known.stream().sorted().toList()))));
        return section;
    }

    private Optional<Map<String, Object>> schema(String path, Object written) {
        Picoschema.Read read = new Picoschema(_ -> Optional.empty()).read(written);
        if (read.schema() == null) {
            faults.add(Fault.of(path, read.problem()));
        }
        return Optional.ofNullable(read.schema());
    }
}
