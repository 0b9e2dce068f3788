package dev.portcullis.prompt.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.render.Message;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Writes a {@code .prompt} file: the same fields in the same order as the same bytes, which are read as what was written. */
public final class WritePromptFile {

    private static final int WIDTH = 120;

    private WritePromptFile() {
    }

    /** Empty where the format has no way to say it: a message that is blank, of another role, or ends in a brace. */
    public static Optional<String> write(PromptFile file) {
        StringBuilder text = new StringBuilder("---\n");
        if (!file.front().isEmpty()) {
            text.append(yaml(file.front()));
        }
        text.append("---\n").append(body(file.messages())).append('\n');
        String written = text.toString();
        boolean same = ReadPromptFile.read(written) instanceof FileReading.Read back && back.file().equals(file);
        return same ? Optional.of(written) : Optional.empty();
    }

    private static String yaml(Map<String, Object> front) {
        DumpSettings settings = DumpSettings.builder().setSchema(new JsonSchema()).setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDTH)
                .setDereferenceAliases(true).setSplitLines(false).build();
        return new Dump(settings).dumpToString(front);
    }

    private static String body(List<Message> messages) {
        if (messages.size() == 1 && messages.getFirst().role().equals("user") 
                && ends(messages.getFirst().template().strip(), messages.getFirst())) {
            return messages.getFirst().template();
        }
        StringBuilder body = new StringBuilder();
        for (Message message : messages) {
            tag(body, "{{role \"" + (message.role().equals("assistant") ? "model" : message.role()) + "\"}}");
            body.append(message.template());
        }
        if (!messages.isEmpty() && !ends(messages.getLast().template().stripTrailing(), messages.getLast())) {
            tag(body, "{{history}}"); // else the white space at the end would not count
        }
        return body.toString();
    }

    private static boolean ends(String stripped, Message message) {
        return stripped.length() == message.template().length();
    }

    private static void tag(StringBuilder body, String tag) {
        boolean backslash = !body.isEmpty() && body.charAt(body.length() - 1) == '\\';
        body.append(backslash ? "\\" : "").append(tag);
    }
}
