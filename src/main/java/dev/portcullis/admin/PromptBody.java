package dev.portcullis.admin;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.source.ReadSource;
import dev.portcullis.prompt.source.WriteSource;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A prompt's version as somebody sends it. What an answer adds to a version may be sent back with it, and is ignored. */
final class PromptBody {

    static final String HASH = "hash";
    static final String PUBLISHED_AT = "published_at";
    static final String PUBLISHED_BY = "published_by";

    private PromptBody() {
    }

    static PromptDraft read(Buffer body) {
        Object value = json(body);
        if (value instanceof Map<?, ?> members) {
            members.keySet().removeAll(List.of(HASH, PUBLISHED_AT, PUBLISHED_BY));
        }
        return switch (PromptReader.read(value)) {
            case Reading.Read read -> read.draft();
            case Reading.Faulty faulty -> throw invalid(faulty.faults());
            case Reading.Malformed malformed -> throw invalid(List.of(malformed.fault()));
        };
    }

    /** Plain values, see {@link JsonReader.Result.Value}. */
    static Object json(Buffer body) {
        return value(JsonReader.read(text(body)));
    }

    /** Plain values that are data, with their numbers as they are written. */
    static Object data(Buffer body) {
        return value(JsonReader.readData(text(body)));
    }

    private static Object value(JsonReader.Result read) {
        return switch (read) {
            case JsonReader.Result.Malformed malformed -> throw Problem.malformed("The request's body could not be read as JSON: line " + malformed.line()
                    + ", column " + malformed.column() + ": " + malformed.why() + ".");
            case JsonReader.Result.Value value -> value.value();
        };
    }

    /** A version as a file, which is always the same bytes. */
    static Response file(PromptVersion version, String format) {
        return switch (format) {
            case "json" -> file(WriteSource.json(version), MediaType.APPLICATION_JSON, version.address() + ReadSource.JSON);
            case "prompt" -> file(WriteSource.prompt(version).orElseThrow(() -> Problem.conflict("format_unsuitable", "A .prompt file has no way to say this version; "
                    + "ask for format=json.")), MediaType.TEXT_PLAIN + ";charset=UTF-8", version.address() + ReadSource.PROMPT);
            default -> throw Problem.invalid("format", "Invalid value for 'format': 'prompt' or 'json' is expected.");
        };
    }

    /** @param name of letters, digits, '.', '_', '-' and '@' only */
    private static Response file(String text, String type, String name) {
        return Response.ok(text, type).header("content-disposition", "attachment; filename=\"" + name + "\"").build();
    }

    static Problem invalid(List<Fault> faults) {
        List<String> lines = faults.stream().map(Fault::toString).toList();
        String path = faults.getFirst().path();
        return Problem.listed(422, "invalid_prompt", path.isEmpty() ? null : path, "Not published: " + String.join("\n", lines), lines);
    }

    private static String text(Buffer body) {
        try {
            return body == null ? "" : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw Problem.malformed("The request's body is not UTF-8.");
        }
    }
}
