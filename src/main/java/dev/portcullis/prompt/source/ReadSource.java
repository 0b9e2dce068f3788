package dev.portcullis.prompt.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.portcullis.prompt.file.FileReading;
import dev.portcullis.prompt.file.Place;
import dev.portcullis.prompt.file.PromptFile;
import dev.portcullis.prompt.file.ReadPromptFile;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;

/** Reads one file as a version of a prompt: {@code .prompt} in Dotprompt's format, {@code .json} as a version is published. */
public final class ReadSource {

    public static final String PROMPT = ".prompt";
    public static final String JSON = ".json";
    /** Of one file, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    /** What the gateway adds to a version that it shows. */
    private static final List<String> ADDED = List.of("hash", "published_at", "published_by");

    private ReadSource() {
    }

    /** @param name its path; the ending says what it is, and for a {@code .prompt} without a name the rest is the prompt's id, up to an '@' */
    public static SourceReading read(String name, byte[] content) {
        if (content.length > MOST_BYTES) {
            return broken(name, Place.START, "the file is larger than " + MOST_BYTES + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException notUtf8) {
            return broken(name, Place.START, "the file is not UTF-8");
        }
        return name.endsWith(JSON) ? json(name, text.startsWith("\ufeff") ? text.substring(1) : text) : prompt(name, text);
    }

    private static SourceReading json(String name, String text) {
        return switch (JsonReader.read(text)) {
            case JsonReader.Result.Malformed malformed -> broken(name, new Place(malformed.line(), malformed.column()), malformed.why());
            case JsonReader.Result.Value value -> {
                if (value.value() instanceof Map<?, ?> members) {
                    members.keySet().removeAll(ADDED);
                }
                yield version(name, value.value(), new Places(JsonPlaces.of(text), UnaryOperator.identity(), _ -> Optional.empty()));
            }
        };
    }

    private static SourceReading prompt(String name, String text) {
        return switch (ReadPromptFile.read(text)) {
            case FileReading.Broken broken -> new SourceReading.Broken(broken.problems().stream()
                    .map(problem -> new FileFault(name, problem.line(), problem.column(), problem.text())).toList());
            case FileReading.Read read -> {
                FrontDocument.Made made = FrontDocument.of(read.file(), stem(name));
                if (!made.faults().isEmpty()) {
                    Places asWritten = new Places(read.front(), UnaryOperator.identity(), _ -> Optional.empty());
                    yield new SourceReading.Broken(made.faults().stream().map(fault -> asWritten.of(name, fault)).toList());
                }
                yield version(name, made.document(), places(read));
            }
        };
    }

    private static Places places(FileReading.Read read) {
        PromptFile file = read.file();
        return new Places(read.front(), path -> FrontDocument.written(path, file.front()), path -> {
            int message = path.equals("template") ? 0 : message(path);
            return message >= 0 && message < read.texts().size() ? Optional.of(read.texts().get(message)) : Optional.empty();
        });
    }

    /** The number in {@code messages[2].content}, or -1. */
    private static int message(String path) {
        int close = path.indexOf(']');
        String number = path.startsWith("messages[") && close > 0 ? path.substring("messages[".length(), close) : "";
        return number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : -1;
    }

    private static SourceReading version(String name, Object document, Places places) {
        return switch (PromptReader.read(document)) {
            case Reading.Read read -> new SourceReading.Read(new SourceFile(name, read.draft(), places));
            case Reading.Faulty faulty -> new SourceReading.Broken(faulty.faults().stream().map(fault -> places.of(name, fault)).toList());
            case Reading.Malformed malformed -> new SourceReading.Broken(List.of(places.of(name, malformed.fault())));
        };
    }

    private static SourceReading broken(String name, Place at, String why) {
        return new SourceReading.Broken(List.of(new FileFault(name, at.line(), at.column(), why)));
    }

    /** {@code greet} of {@code support/greet@1.0.0.prompt}. */
    private static String stem(String name) {
        String stem = name.substring(name.lastIndexOf('/') + 1, name.length() - (name.endsWith(PROMPT) ? PROMPT.length() : 0));
        int at = stem.indexOf('@');
        return at > 0 ? stem.substring(0, at) : stem;
    }
}
