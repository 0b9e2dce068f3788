package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.Message;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.Role;
import dev.portcullis.prompt.Validation;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.json.JsonText;
import dev.portcullis.prompt.version.Semver;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a version of a prompt, as it is published, kept and exported. */
public final class PromptReader {

    public static final int MOST_ID = 128;
    public static final int MOST_NAME = 200;
    public static final int MOST_DESCRIPTION = 4_000;
    public static final int MOST_CATEGORY = 64;
    public static final int MOST_MODEL = 200;
    public static final int MOST_VERSION = 64;
    public static final int MOST_MESSAGES = 64;
    /** Bytes of all messages' texts, in UTF-8. */
    public static final int MOST_TEXT = 256 * 1024;
    public static final int MOST_TAGS = 50;
    public static final int MOST_TAG = 64;
    /** Characters of all metadata. */
    public static final int MOST_METADATA = 16 * 1024;
    /** In place of a number: the registry is to find it. */
    public static final String AUTO = "auto";

    private static final Set<String> KNOWN = new LinkedHashSet<>(List.of("id", "name", "version", "description", "category", "model", "settings", "template",
            "messages", "parameters", "validation", "metadata"));
    private static final Set<String> KNOWN_OF_MESSAGE = new LinkedHashSet<>(List.of("role", "content"));
    /** Anything else may stand beside these. */
    private static final Set<String> ANY_METADATA = Set.of("author", "tags", "created");

    private final Faults faults = new Faults();

    private PromptReader() {
    }

    /** @param json one object */
    public static Reading readJson(String json) {
        return switch (JsonReader.read(json)) {
            case JsonReader.Result.Malformed malformed -> new Reading.Malformed(new Fault("", malformed.line(), malformed.column(), malformed.why()));
            case JsonReader.Result.Value value -> read(value.value());
        };
    }

    /** @param value as a reader of JSON or YAML gives it: maps, lists, texts, numbers, booleans, null */
    public static Reading read(Object value) {
        return new PromptReader().document(value);
    }

    /** Whether it may be a prompt's id: 1 to {@value #MOST_ID} letters, digits, '.', '_' and '-', the first of them a letter or a digit. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MOST_ID && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(letter -> isLetterOrDigit(letter) || letter == '.' || letter == '_' || letter == '-');
    }

    private Reading document(Object value) {
        Object plain = new PlainValues(faults).of(value, "", 0);
        Optional<PromptDraft> draft = faults.isEmpty() ? Fields.map(plain, "", faults).map(this::draft) : Optional.empty();
        return faults.isEmpty() ? new Reading.Read(draft.orElseThrow()) : new Reading.Faulty(faults.list());
    }

    private PromptDraft draft(Map<String, Object> members) {
        Fields fields = new Fields(members, "", faults, KNOWN);
        String id = id(fields);
        Optional<Semver> wanted = version(fields);
        boolean isTemplate = fields.value("template").isPresent();
        Map<String, Object> parameters = fields.object("parameters").orElse(Map.of());
        return new PromptDraft(wanted, new PromptVersion(id, wanted.orElse(Semver.ZERO), fields.line("name", MOST_NAME).orElse(""),
                fields.text("description", MOST_DESCRIPTION), fields.line("category", MOST_CATEGORY).orElse(""), fields.line("model", MOST_MODEL),
                fields.object("settings").map(given -> new SettingsReader(faults).read(given, "settings")).orElse(Map.of()), messages(fields), isTemplate,
                new ParameterReader(faults).read(parameters, "parameters"),
                fields.object("validation").map(given -> new ValidationReader(faults).read(given, "validation")).orElse(Validation.NONE),
                fields.object("metadata").map(this::metadata).orElse(Map.of())));
    }

    private String id(Fields fields) {
        if (fields.value("id").orElse("") instanceof String id && isId(id)) {
            return id;
        }
        faults.add("id", "1 to " + MOST_ID + " letters, digits, '.', '_' and '-' are expected, the first of them a letter or a digit");
        return "";
    }

    private Optional<Semver> version(Fields fields) {
        String written = fields.value("version").orElse("") instanceof String text ? text : "";
        if (written.equals(AUTO)) {
            return Optional.empty();
        }
        Optional<Semver> version = written.length() <= MOST_VERSION ? Semver.parse(written) : Optional.empty();
        if (version.isEmpty()) {
            faults.add("version", "a semantic version such as \"2.1.0\" with at most " + MOST_VERSION + " characters is expected, or \"" + AUTO + "\"");
        } else if (version.get().hasBuild()) {
            faults.add("version", "build metadata ('+' and what follows) has no part in the order of versions, so it is not taken");
        }
        return version;
    }

    private List<Message> messages(Fields fields) {
        Optional<Object> template = fields.value("template");
        if (template.isPresent() == fields.value("messages").isPresent()) {
            faults.add(template.isPresent() ? "template" : "", "either 'template' or 'messages' is expected" + (template.isPresent() ? ", not both" : ""));
            return List.of();
        }
        List<Message> messages = new ArrayList<>();
        if (template.isPresent()) {
            content(template.get(), "template").ifPresent(text -> messages.add(new Message(Role.USER, text)));
        } else {
            List<Object> given = fields.list("messages", MOST_MESSAGES).orElse(List.of());
            if (fields.value("messages").get() instanceof List<?> items && items.isEmpty()) {
                faults.add("messages", "at least one message is expected");
            }
            for (int i = 0; i < given.size(); i++) {
                message(given.get(i), Paths.item("messages", i)).ifPresent(messages::add);
            }
        }
        if (messages.stream().mapToLong(message -> message.content().getBytes(StandardCharsets.UTF_8).length).sum() > MOST_TEXT) {
            faults.add(template.isPresent() ? "template" : "messages", "all texts together are larger than " + MOST_TEXT + " bytes");
        }
        return List.copyOf(messages);
    }

    private Optional<Message> message(Object value, String path) {
        return Fields.map(value, path, faults).flatMap(members -> {
            Fields fields = new Fields(members, path, faults, KNOWN_OF_MESSAGE);
            Optional<Role> role = fields.value("role").flatMap(word -> word instanceof String text ? Role.of(text) : Optional.empty());
            if (role.isEmpty()) {
                faults.add(fields.path("role"), "one of system, developer, user, assistant is expected");
            }
            Optional<String> content = content(fields.value("content").orElse(null), fields.path("content"));
            return role.flatMap(known -> content.map(text -> new Message(known, text)));
        });
    }

    private Optional<String> content(Object value, String path) {
        if (value instanceof String text && !text.isBlank() && text.length() <= MOST_TEXT) {
            return Optional.of(text);
        }
        faults.add(path, value instanceof String text && !text.isBlank() ? "is larger than " + MOST_TEXT + " bytes" : "a text that is not empty is expected");
        return Optional.empty();
    }

    private Map<String, Object> metadata(Map<String, Object> given) {
        Set<String> known = new LinkedHashSet<>(ANY_METADATA);
        known.addAll(given.keySet());
        Fields fields = new Fields(given, "metadata", faults, known);
        fields.line("author", MOST_NAME);
        fields.lines("tags", MOST_TAGS, MOST_TAG);
        fields.value("created").ifPresent(created -> {
            if (!(created instanceof String text && isTime(text))) {
                faults.add("metadata.created", "a day (2024-01-15) or a moment (2024-01-15T10:00:00Z) is expected");
            }
        });
        if (JsonText.compact(given).length() > MOST_METADATA) {
            faults.add("metadata", "is larger than " + MOST_METADATA + " characters");
        }
        return given;
    }

    private static boolean isTime(String text) {
        try {
            return text.length() == 10 ? LocalDate.parse(text) != null : text.length() <= 40 && OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException no) {
            return false;
        }
    }

    private static boolean isLetterOrDigit(int letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
    }
}
