package dev.portcullis.guard.pii;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what is found in the texts of a JSONL file, as the scorer reads it: {@code PersonalDataEvaluation <in> <out> [standard|URL,PERSON,...]}.
 * The types named are recognised besides the standard ones. Rows with {@code chunks} are redacted as streams.
 */
public final class PersonalDataEvaluation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PersonalDataEvaluation() {
    }

    public static void main(String[] arguments) throws IOException {
        Set<String> types = new TreeSet<>(PersonalData.types());
        types.removeAll(PersonalData.offByDefault());
        if (arguments.length > 2 && !arguments[2].equals("standard")) {
            types.addAll(List.of(arguments[2].split(",")));
        }
        PersonalData personalData = PersonalData.of(types);
        int held = 0;
        try (PrintStream out = new PrintStream(arguments[1], StandardCharsets.UTF_8)) {
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                if (!line.isBlank()) {
                    JsonNode row = JSON.readTree(line);
                    ObjectNode prediction = JSON.createObjectNode().put("id", row.get("id").asText());
                    held = Math.max(held, row.has("chunks") ? stream(personalData, row, prediction) : 0);
                    whole(personalData, row.get("text").asText(), prediction);
                    out.println(prediction);
                }
            }
        }
        System.out.println("most characters held back: " + held);
    }

    private static void whole(PersonalData personalData, String text, ObjectNode prediction) {
        List<Entity> entities = personalData.find(text);
        ArrayNode spans = prediction.putArray("spans");
        for (Entity entity : entities) {
            spans.addObject().put("start", text.codePointCount(0, entity.span().start())).put("end", text.codePointCount(0, entity.span().end()))
                    .put("type", entity.type());
        }
        String redacted = Redaction.redact(text, entities);
        prediction.put("redacted", redacted).put("whole", redacted);
    }

    private static int stream(PersonalData personalData, JsonNode row, ObjectNode prediction) {
        RedactedStream stream = new RedactedStream(personalData);
        StringBuilder output = new StringBuilder();
        int held = 0;
        for (JsonNode chunk : row.get("chunks")) {
            output.append(stream.push(chunk.asText()));
            held = Math.max(held, stream.held());
        }
        prediction.put("output", output.append(stream.end()).toString());
        return held;
    }
}
