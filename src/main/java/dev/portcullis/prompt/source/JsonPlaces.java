package dev.portcullis.prompt.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.prompt.file.Place;
import dev.portcullis.prompt.reading.Paths;

/** Where each member's name and each item begins in JSON that was read before, by path. */
final class JsonPlaces {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Place> places = new HashMap<>();

    private JsonPlaces() {
    }

    static Map<String, Place> of(String json) {
        JsonPlaces found = new JsonPlaces();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            found.value(parser, "");
        } catch (IOException _) {
            // What was read says what is wrong; whatever was found until here is right.
        }
        return found.places;
    }

    private void value(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = Paths.member(path, parser.currentName());
                places.put(member, place(parser));
                parser.nextToken();
                value(parser, member);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String item = Paths.item(path, i);
                places.put(item, place(parser));
                value(parser, item);
            }
        }
    }

    private static Place place(JsonParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }
}
