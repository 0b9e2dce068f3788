package dev.portcullis.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a call asks, apart from all else that it says: the text of its last message, without what the prompt's author has written
 * around it, which would make all questions alike.
 *
 * @param rest the call with nothing in the question's place: with the question it is the whole call
 */
record Asked(String question, Payload rest) {

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    /** Bytes of a body: it is read once more, and has a second key made of it, while its caller waits. */
    private static final int MOST_BYTES = 64 * 1024;
    /** Stands in the question's place: no prompt's text has it. */
    private static final char HERE = 0;

    /**
     * Empty where there is no question: the last message is not a user's one text, a message has more than text, the author has left no
     * place in it for the caller's words or does not trust them, or the body is large or can be read in two ways.
     */
    static Optional<Asked> in(Call call) {
        PromptUse prompt = call.prompt();
        Buffer body = call.payload().bytes();
        if (prompt.wordsBefore() == PromptUse.NOTHING_ASKED || body.length() > MOST_BYTES) {
            return Optional.empty();
        }
        Reading read = Reading.of(body.getBytes());
        int to = read.isQuestion() ? read.text.length() - prompt.wordsAfter() : -1;
        if (to <= prompt.wordsBefore() || splits(read.text, prompt.wordsBefore()) || splits(read.text, to)) {
            return Optional.empty();
        }
        String around = read.text.substring(0, prompt.wordsBefore()) + HERE + read.text.substring(to);
        byte[] quoted = ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(around)) + '"').getBytes(StandardCharsets.UTF_8);
        Buffer rest = Buffer.buffer(body.length()).appendBuffer(body, 0, read.from).appendBytes(quoted)
                .appendBuffer(body, read.to, body.length() - read.to);
        return Optional.of(new Asked(read.text.substring(prompt.wordsBefore(), to), Payload.read(rest, call.endpoint())));
    }

    /** Whether two halves of one character are on both sides; it can be so only where a guard has changed the author's words. */
    private static boolean splits(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    /** One pass over a body that was found well-formed. */
    private static final class Reading {

        private final JsonParser parser;
        private boolean unfit;
        private boolean messages;
        private String role;
        private boolean content;
        /** Of the last message. */
        private int texts;
        private String text;
        private int from;
        private int to;

        private Reading(JsonParser parser) {
            this.parser = parser;
        }

        static Reading of(byte[] json) {
            try (JsonParser parser = JSON.createParser(json)) {
                Reading reading = new Reading(parser);
                parser.nextToken();
                while (!reading.unfit && parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean messages = parser.currentName().equals("messages");
                    JsonToken value = parser.nextToken();
                    if (messages) {
                        reading.messages(value);
                    } else {
                        parser.skipChildren();
                    }
                }
                return reading;
            } catch (IOException impossible) {
                throw new IllegalStateException("it was read before", impossible);
            }
        }

        boolean isQuestion() {
            return !unfit && messages && texts == 1 && role.equals("user");
        }

        private void messages(JsonToken value) throws IOException {
            unfit |= value != JsonToken.START_ARRAY;
            JsonToken next = unfit ? value : parser.nextToken();
            while (!unfit && next == JsonToken.START_OBJECT) {
                message();
                messages = true;
                next = unfit ? next : parser.nextToken();
            }
            unfit |= next != JsonToken.END_ARRAY;
        }

        private void message() throws IOException {
            role = "";
            content = false;
            texts = 0;
            while (!unfit && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "role" -> {
                        unfit |= !role.isEmpty() || !name.equals("role") || value != JsonToken.VALUE_STRING;
                        role = unfit ? "" : parser.getText();
                    }
                    case "content" -> {
                        unfit |= content || !name.equals("content");
                        content = true;
                        content(value);
                    }
                    default -> parser.skipChildren();
                }
            }
        }

        private void content(JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_STRING) {
                text();
            } else if (value == JsonToken.START_ARRAY) {
                JsonToken next = parser.nextToken();
                while (!unfit && next == JsonToken.START_OBJECT) {
                    part();
                    next = unfit ? next : parser.nextToken();
                }
                unfit |= next != JsonToken.END_ARRAY;
            } else {
                unfit |= value != JsonToken.VALUE_NULL;
            }
        }

        /** A picture, a sound or a file is none that can be compared. */
        private void part() throws IOException {
            int before = texts;
            boolean plain = false;
            while (!unfit && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    plain = parser.getText().equals("text");
                } else if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                    text();
                } else {
                    unfit = true;
                }
            }
            unfit |= !plain || texts != before + 1;
        }

        private void text() throws IOException {
            from = (int) parser.currentTokenLocation().getByteOffset();
            text = parser.getText();
            to = (int) parser.currentLocation().getByteOffset();
            texts++;
        }
    }
}
