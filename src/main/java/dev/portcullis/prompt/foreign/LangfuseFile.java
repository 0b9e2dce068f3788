package dev.portcullis.prompt.foreign;

import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.source.FileFault;

/**
 * Prompts as Langfuse's public API gives them ({@code GET /api/public/v2/prompts/{name}}): one object, a list of them, or a list below
 * {@code data}. Version 3 there is 3.0.0 here, since nothing is known of how far it is from 2.
 */
final class LangfuseFile {

    private LangfuseFile() {
    }

    static Imported read(String file, String text) {
        Imported imported = Imported.none();
        switch (JsonReader.read(text)) {
            case JsonReader.Result.Malformed malformed -> imported.faults().add(new FileFault(file, malformed.line(), malformed.column(), malformed.why()));
            case JsonReader.Result.Value value -> {
                Object root = value.value() instanceof Map<?, ?> page && page.get("data") instanceof List<?> data ? data : value.value();
                (root instanceof List<?> list ? list : root == null ? List.of() : List.of(root)).forEach(prompt -> prompt(file, prompt, imported));
            }
        }
        return imported;
    }

    private static void prompt(String file, Object written, Imported imported) {
        if (!(written instanceof Map<?, ?> prompt) || !(prompt.get("name") instanceof String name) || !(prompt.get("version") instanceof Long version)) {
            imported.faults().add(new FileFault(file, 1, 1, "an object with 'name', 'version' and 'prompt' is expected"));
            return;
        }
        Draft draft = new Draft(file, name, version + ".0.0");
        if (prompt.get("tags") instanceof List<?> tags && !tags.isEmpty()) {
            draft.with("metadata", Map.of("tags", tags));
        }
        if (prompt.get("config") instanceof Map<?, ?> config) {
            config.forEach((key, value) -> {
                if (key.equals("model")) {
                    draft.with("model", value);
                } else {
                    draft.setting(String.valueOf(key), value);
                }
            });
        }
        if (prompt.get("prompt") instanceof List<?> messages) {
            for (int i = 0; i < messages.size(); i++) {
                Map<?, ?> message = messages.get(i) instanceof Map<?, ?> one ? one : Map.of();
                if (message.get("role") instanceof String role && message.get("content") instanceof String content) {
                    draft.message(role, content);
                } else if (!"placeholder".equals(message.get("type"))) {
                    imported.faults().add(new FileFault(file, 1, 1, name + ": messages with 'role' and 'content' are expected"));
                    return;
                } else if (i < messages.size() - 1) {
                    imported.faults().add(new FileFault(file, 1, 1, name + ": a placeholder before other messages: a call's own messages come last here"));
                    return;
                }
            }
        } else if (prompt.get("prompt") instanceof String text) {
            draft.message("user", text);
        } else {
            imported.faults().add(new FileFault(file, 1, 1, name + ": 'prompt' is expected to be a text, or a list of messages"));
            return;
        }
        draft.finish(imported, 1, false);
    }
}
