package dev.portcullis.prompt.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.portcullis.prompt.file.FileReading;
import dev.portcullis.prompt.file.Place;
import dev.portcullis.prompt.file.ReadPromptFile;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.version.Semver;

/** A {@code .prompty} file (github.com/microsoft/prompty): front matter, and a text that lines such as {@code system:} cut into messages. */
final class PromptyFile {

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "developer");

    private PromptyFile() {
    }

    static Imported read(String file, String text) {
        Imported imported = Imported.none();
        switch (ReadPromptFile.read(text)) {
            case FileReading.Broken broken -> broken.problems()
                    .forEach(problem -> imported.faults().add(new FileFault(file, problem.line(), problem.column(), problem.text())));
            case FileReading.Read read when read.file().messages().isEmpty() ->
                imported.faults().add(new FileFault(file, 1, 1, "there is no text below the front matter"));
            case FileReading.Read read -> prompt(file, read.file().front(), read.file().messages().getFirst().template(), read.texts().getFirst(), imported);
        }
        return imported;
    }

    private static void prompt(String file, Map<String, Object> front, String body, Place begin, Imported imported) {
        Map<?, ?> metadata = front.get("metadata") instanceof Map<?, ?> map ? map : front;
        String version = metadata.get("version") instanceof String written && Semver.parse(written).isPresent() ? written : "1.0.0";
        String name = front.get("name") instanceof String written ? written : file.substring(file.lastIndexOf('/') + 1).replace(".prompty", "");
        Draft draft = new Draft(file, name, version).with("description", front.get("description"));
        if (metadata.get("tags") instanceof List<?> tags && !tags.isEmpty()) {
            draft.with("metadata", Map.of("tags", tags));
        }
        ForeignText whole = ForeignText.of(body, true);
        if (whole.problem().isPresent()) {
            imported.faults().add(new FileFault(file, begin.line() + whole.problem().get().line() - 1, 1, whole.problem().get().why()));
            return;
        }
        model(front.get("model"), draft);
        inputs(front.get("inputs"), draft);
        messages(body, draft);
        draft.finish(imported, begin.line(), true);
    }

    private static void model(Object written, Draft draft) {
        if (written instanceof String id) {
            draft.with("model", id);
        } else if (written instanceof Map<?, ?> model) {
            Map<?, ?> configuration = model.get("configuration") instanceof Map<?, ?> map ? map : Map.of();
            draft.with("model", model.get("id") instanceof String id ? id : configuration.get("name") instanceof String known ? known : null);
            for (String place : List.of("parameters", "options")) {
                if (model.get(place) instanceof Map<?, ?> parameters) {
                    parameters.forEach((name, value) -> draft.setting(String.valueOf(name), value));
                }
            }
        }
    }

    /** By name, or in newer files as a list of objects with names. */
    private static void inputs(Object written, Draft draft) {
        if (written instanceof Map<?, ?> byName) {
            byName.forEach((name, input) -> draft.parameter(String.valueOf(name), parameter(input instanceof Map<?, ?> map ? map : Map.of())));
        } else if (written instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> input && input.get("name") instanceof String name) {
                    draft.parameter(name, parameter(input));
                }
            }
        }
    }

    private static Map<String, Object> parameter(Map<?, ?> input) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        Object otherwise = input.get("default");
        parameter.put("required", otherwise == null && !Boolean.FALSE.equals(input.get("required")));
        Object type = input.get("type") == null ? input.get("kind") : input.get("type");
        if (type instanceof String word && Set.of("string", "number", "integer", "boolean", "array", "object").contains(word)) {
            parameter.put("type", word);
        }
        if (otherwise != null) {
            parameter.put("default", otherwise);
        }
        return parameter;
    }

    private static void messages(String body, Draft draft) {
        String role = "system"; // what Prompty takes a text for that no line names a role for
        StringBuilder text = new StringBuilder();
        for (String line : (Iterable<String>) body.lines()::iterator) {
            String word = line.strip().toLowerCase(Locale.ROOT);
            if (word.endsWith(":") && ROLES.contains(word.substring(0, word.length() - 1).strip())) {
                message(draft, role, text);
                role = word.substring(0, word.length() - 1).strip();
            } else {
                text.append(line).append('\n');
            }
        }
        message(draft, role, text);
    }

    private static void message(Draft draft, String role, StringBuilder text) {
        if (!text.toString().isBlank()) {
            draft.message(role, text.toString().strip());
        }
        text.setLength(0);
    }
}
