package dev.portcullis.prompt.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.Role;
import dev.portcullis.prompt.file.PromptFile;
import dev.portcullis.prompt.file.WritePromptFile;
import dev.portcullis.prompt.render.Message;

/** Writes a version as a file, which is read as the same version: one version has one text. */
public final class WriteSource {

    /** @param name without folders: {@code id@1.2.3.prompt} */
    public record Written(String name, String text) {
    }

    private WriteSource() {
    }

    /** As a {@code .prompt} file, or as JSON where that format has no way to say it. */
    public static Written write(PromptVersion version) {
        return prompt(version).map(text -> new Written(version.address() + ReadSource.PROMPT, text))
                .orElseGet(() -> new Written(version.address() + ReadSource.JSON, json(version)));
    }

    /** @return empty where the format has no way to say it */
    public static Optional<String> prompt(PromptVersion version) {
        Map<String, Object> document = PromptDocument.of(version);
        Map<String, Object> front = new LinkedHashMap<>();
        FrontDocument.FIELDS.forEach((name, field) -> {
            if (document.containsKey(field)) {
                front.put(name, asYamlReads(document.get(field)));
            }
        });
        if (!version.isTemplate() && version.messages().size() == 1 && version.messages().getFirst().role() == Role.USER) {
            front.put(FrontDocument.FORM, FrontDocument.MESSAGES);
        }
        List<Message> messages = version.messages().stream().map(message -> new Message(message.role().word(), message.content())).toList();
        return WritePromptFile.write(new PromptFile(front, messages)).filter(text -> isRead(text, version));
    }

    /** In lines that can be compared, with an end to the last one. */
    public static String json(PromptVersion version) {
        return PromptDocument.indented(version) + "\n";
    }

    private static boolean isRead(String text, PromptVersion version) {
        return ReadSource.read(version.address() + ReadSource.PROMPT, text.getBytes(StandardCharsets.UTF_8)) instanceof SourceReading.Read read
                && read.file().draft().content().equals(version);
    }

    /** A reader of YAML gives whole numbers as small as they fit. */
    private static Object asYamlReads(Object value) {
        return switch (value) {
            case Long whole when whole == whole.intValue() -> whole.intValue();
            case Map<?, ?> members -> {
                Map<Object, Object> same = new LinkedHashMap<>();
                members.forEach((name, member) -> same.put(name, asYamlReads(member)));
                yield same;
            }
            case List<?> items -> items.stream().map(WriteSource::asYamlReads).collect(java.util.ArrayList::new, java.util.ArrayList::add, java.util.ArrayList::addAll);
            case null -> null;
            default -> value;
        };
    }
}
