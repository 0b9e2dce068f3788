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
    /** Of what is no document but somebody's data; as in calls. */
    private static final int MOST_DATA_DEPTH = 128;
    private static final int MOST_DATA_DIGITS = 1_000;
    /** Characters of one text: more than any field may have, so that the field's own bound is what is said. */
    private static final int MOST_TEXT = 64 * 1024 * 1024;

    private static final JsonReader DOCUMENTS = new JsonReader(MOST_DEPTH, MOST_DIGITS, false);
    private static final JsonReader DATA = new JsonReader(MOST_DATA_DEPTH, MOST_DATA_DIGITS, true);

    private final JsonFactory factory;
    private final String bounds;
    private final boolean exact;

    /** What a text was read as. */
    public sealed interface Result {

        /**
         * @param value of {@code Map<String, Object>}, {@code List<Object>}, text, boolean, {@code Long}, {@code Double} and null; of data {@code BigInteger}
         *              and {@code BigDecimal} in place of {@code Double}
         */
        record Value(Object value) implements Result {
        }

        /** @param line from 1, as is the column */
        record Malformed(int line, int column, String why) implements Result {
        }
    }

    private JsonReader(int depth, int digits, boolean exact) {
        this.factory = new JsonFactoryBuilder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(depth).maxNumberLength(digits).maxNameLength(MOST_NAME).maxStringLength(MOST_TEXT).build()).build();
        this.bounds = "objects and lists lie in each other more than " + depth + " deep, a number has more than " + digits
                + " characters, or a name more than " + MOST_NAME;
        this.exact = exact;
    }

    /** A document, whose numbers are doubles where they are not whole. */
    public static Result read(String text) {
        return DOCUMENTS.result(text);
    }

    /** Data that goes elsewhere as it came: every number keeps its digits, and it may nest up to {@value #MOST_DATA_DEPTH} deep. */
    public static Result readData(String text) {
        return DATA.result(text);
    }

    private Result result(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    return new Result.Malformed(1, 1, "there is no JSON");
                }
                Object value = value(parser);
                return parser.nextToken() == null ? new Result.Value(value) : malformed(parser.currentTokenLocation(), "something stands behind the JSON");
            } catch (Twice twice) {
                return malformed(twice.where, "a name is there twice in one object");
            } catch (StreamConstraintsException tooMuch) {
                return malformed(parser.currentLocation(), bounds);
            } catch (NumberFormatException unreasonable) {
                return malformed(parser.currentTokenLocation(), "a number has an exponent of unreasonable size");
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

    private Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? exact ? (Object) parser.getBigIntegerValue() : (Object) parser.getDoubleValue() : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> exact ? (Object) parser.getDecimalValue() : (Object) parser.getDoubleValue();
            default -> null;
        };
    }

    private Map<String, Object> object(JsonParser parser) throws IOException {
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

    private List<Object> list(JsonParser parser) throws IOException {
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
