package dev.portcullis.prompt.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.file.FileReading;
import dev.portcullis.prompt.file.PromptFile;
import dev.portcullis.prompt.file.ReadPromptFile;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.ReadSource;

/**
 * The list {@code prompts} of promptfoo's configuration: texts, objects with {@code label} and {@code raw}, and {@code file://} with one
 * text, with several between lines {@code ---}, or with chat messages as JSON. A prompt has no version there; it is 1.0.0 here.
 */
final class PromptfooFile {

    private static final String FILE = "file://";

    private final Path path;
    private final String file;
    private final Imported imported = Imported.none();

    private PromptfooFile(Path path, String file) {
        this.path = path;
        this.file = file;
    }

    static Imported read(Path path, String file, String text) {
        return new PromptfooFile(path, file).read(text);
    }

    private Imported read(String text) {
        // The reader of front matter is one of bounded YAML.
        switch (ReadPromptFile.read("---\n" + text + "\n---\n")) {
            case FileReading.Broken broken -> broken.problems().forEach(problem -> fault(Math.max(1, problem.line() - 1), problem.text()));
            case FileReading.Read read -> prompts(read.file());
        }
        return imported;
    }

    private void prompts(PromptFile config) {
        List<?> prompts = config.front().get("prompts") instanceof List<?> list ? list : List.of();
        if (prompts.isEmpty()) {
            fault(1, "a list 'prompts' is expected");
        }
        String name = path.toAbsolutePath().normalize().getParent() == null ? "prompt" : String.valueOf(path.toAbsolutePath().normalize().getParent().getFileName());
        for (int i = 0; i < prompts.size(); i++) {
            String numbered = name + "-" + (i + 1);
            switch (prompts.get(i)) {
                case String text -> text(numbered, text);
                case Map<?, ?> prompt when (prompt.get("raw") == null ? prompt.get("id") : prompt.get("raw")) instanceof String text ->
                    text(prompt.get("label") instanceof String label ? label : numbered, text);
                case null, default -> fault(1, "prompts[" + i + "]: a text, or an object with 'raw' is expected");
            }
        }
    }

    private void text(String name, String text) {
        if (text.startsWith(FILE)) {
            content(text.substring(FILE.length())).ifPresent(content -> referred(name, text.substring(FILE.length()), content));
        } else if (text.indexOf("://") > 0 && text.substring(0, text.indexOf("://")).chars().allMatch(Character::isLetter)) {
            fault(1, "a prompt that is kept elsewhere is not fetched");
        } else {
            text(name, file, text, 1);
        }
    }

    private void referred(String name, String reference, String content) {
        if (reference.endsWith(".json")) {
            chat(name, reference, content);
            return;
        }
        int count = 0;
        for (Part part : parts(content)) {
            text(name + (++count > 1 ? "-" + count : ""), reference, part.text.strip(), part.line + 1);
        }
    }

    /** A text that is a list of chat messages in JSON is that there, wherever it stands. */
    private void text(String name, String from, String text, int line) {
        List<?> messages = messages(text);
        if (messages.isEmpty()) {
            new Draft(from, name, "1.0.0").message("user", text).finish(imported, line, true);
        } else {
            chat(name, from, messages, line);
        }
    }

    private void chat(String name, String reference, String content) {
        List<?> messages = messages(content);
        if (messages.isEmpty()) {
            imported.faults().add(new FileFault(reference, 1, 1, "a JSON list of messages with texts is expected"));
        } else {
            chat(name, reference, messages, 1);
        }
    }

    private void chat(String name, String from, List<?> messages, int line) {
        Draft draft = new Draft(from, name, "1.0.0");
        messages.forEach(message -> draft.message((String) ((Map<?, ?>) message).get("role"), (String) ((Map<?, ?>) message).get("content")));
        draft.finish(imported, line, true);
    }

    /** Empty where it is anything else. */
    private static List<?> messages(String text) {
        return JsonReader.read(text) instanceof JsonReader.Result.Value value && value.value() instanceof List<?> list
                && list.stream().allMatch(message -> message instanceof Map<?, ?> one && one.get("role") instanceof String && one.get("content") instanceof String)
                ? list : List.of();
    }

    /** @param line of its beginning, from 0 */
    private record Part(int line, String text) {
    }

    private static List<Part> parts(String content) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int line = 0;
        int begin = 0;
        for (String one : (Iterable<String>) content.lines()::iterator) {
            line++;
            if (one.strip().equals("---")) {
                parts.add(new Part(begin, text.toString()));
                text.setLength(0);
                begin = line;
            } else {
                text.append(one).append('\n');
            }
        }
        parts.add(new Part(begin, text.toString()));
        parts.removeIf(part -> part.text.isBlank());
        return parts;
    }

    /** Of a file below the configuration's own folder, links followed. */
    private Optional<String> content(String reference) {
        try {
            Path folder = path.toAbsolutePath().getParent().toRealPath();
            Path referred = folder.resolve(reference).toRealPath();
            if (!referred.startsWith(folder)) {
                fault(1, "a file outside of the configuration's folder is not read");
            } else if (Files.size(referred) > ReadSource.MOST_BYTES) {
                fault(1, "a file that is larger than " + ReadSource.MOST_BYTES + " bytes");
            } else {
                return Optional.of(Files.readString(referred));
            }
        } catch (IOException | java.nio.file.InvalidPathException unreadable) {
            fault(1, "a file that is named in 'prompts' cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    private void fault(int line, String why) {
        imported.faults().add(new FileFault(file, line, 1, why));
    }
}
