package dev.portcullis.config;

import java.util.Optional;

import dev.portcullis.config.yaml.Section;

/**
 * Where prompts come from beside the database.
 *
 * @param directory with prompts as files; where it is no full path, it is below the directory in which the gateway was started
 */
public record PromptSettings(Optional<String> directory) {

    public static final PromptSettings NONE = new PromptSettings(Optional.empty());

    static PromptSettings read(Section in) {
        return new PromptSettings(in.value("directory").flatMap(value -> value.text().filter(text -> {
            boolean isPath = text.indexOf('\0') < 0;
            if (!isPath) {
                value.problem("is no path");
            }
            return isPath;
        })));
    }
}
