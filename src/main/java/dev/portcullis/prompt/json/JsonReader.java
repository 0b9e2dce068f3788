package dev.portcullis.prompt.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly (RFC 8259): one value, no name twice in an object, nothing behind it. */
public final class JsonReader {

    /** Objects and lists within each other. */
    public static final int MOST_DEPTH = 32;
    /** Characters of a number; doubles need 25 at most. */
    private static final int MOST_DIGITS = 40;
    private static final int MOST_NAME = 1_000;
    /** Characters of one text: more than any field may have, so that the field's own bound is what is said. */
    private static final int MOST_TEXT = 64 * 1024 * 1024;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH).maxNumberLength(MOST_DIGITS).maxNameLength(MOST_NAME).maxStringLength(MOST_TEXT).build()).build();

    /** What a text was read as. */
    public sealed interface Result {

        /** @param value of {@code Map<String, Object>}, {@code List<Object>}, text, boolean, {@code Long}, {@code Double} and null */
        record Value(Object value) implements Result {
        }

        /** @param line from 1, as is the column */
        record Malformed(int line, int column, String why) implements Result {
        }
    }

    private JsonReader() {
    }

    public static Result read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    return new Result.Malformed(1, 1, "there is no JSON");
                }
                Object value = value(parser);
                return parser.nextToken() == null ? new Result.Value(value) : malformed(parser.currentTokenLocation(), "something stands behind the JSON");
            } catch (Twice twice) {
                return malformed(twice.where, "a name is there twice in one object");
            } catch (StreamConstraintsException tooMuch) {
                return malformed(parser.currentLocation(), "objects and lists lie in each other more than " + MOST_DEPTH + " deep, a number has more than "
                        + MOST_DIGITS + " characters, or a name more than " + MOST_NAME);
            } catch (JsonProcessingException unreadable) {
                return malformed(unreadable.getLocation() == null ? parser.currentLocation() : unreadable.getLocation(), "this is not JSON");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory can be read", impossible);
        }
    }

    private static Result malformed(JsonLocation where, String why) {
        return new Result.Malformed(Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()), why);
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? (Object) parser.getDoubleValue() : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonLocation where = parser.currentTokenLocation();
            if (members.containsKey(name)) {
                throw new Twice(where);
            }
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /** Leads out of the reading of an object. */
    private static final class Twice extends IOException {

        private final transient JsonLocation where;

        Twice(JsonLocation where) {
            this.where = where;
        }
    }
}
