package dev.portcullis.guard.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.wire.TextPart.Source;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Payload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All texts of one body. Every string is a text but those that are known to be something else, so that a provider's own fields are
 * looked at as well; names compare without case, because some providers read them so.
 */
public final class BodyTexts {

    /** Texts of one body. */
    public static final int MOST_PARTS = 10_000;
    /** Characters of all texts of one body together. */
    public static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    /** How deep in a message the list of its content's parts is, and a part. */
    private static final int CONTENT_LIST = 2;
    private static final int CONTENT_PART = 3;

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build();

    private static final Map<String, Source> ROLES = Map.of("system", Source.SYSTEM, "developer", Source.SYSTEM, "user", Source.USER,
            "assistant", Source.ASSISTANT, "tool", Source.TOOL, "function", Source.TOOL);

    private final List<TextPart> parts = new ArrayList<>();
    private final List<List<Integer>> parted = new ArrayList<>();
    private List<Integer> ofContent = new ArrayList<>();
    private final Map<Integer, List<Span>> echoes = new HashMap<>();
    private final boolean answer;
    private int characters;
    private boolean tooMuch;
    private boolean malformed;
    private boolean tokens;

    private BodyTexts(boolean answer) {
        this.answer = answer;
    }

    /** @param body of well-formed JSON, as {@link Payload} has seen to, which skips strings and does not ask whether they are UTF-8 */
    public static BodyTexts ofRequest(Endpoint endpoint, Buffer body) {
        return new BodyTexts(false).read(body, (texts, parser, name) -> texts.request(parser, name, endpoint));
    }

    public static BodyTexts ofAnswer(Buffer body) {
        return new BodyTexts(true).read(body, BodyTexts::answer);
    }

    /** In the body's order. */
    public List<TextPart> parts() {
        return parts;
    }

    /** Those of {@link #parts}, by their places there, that are several parts of one message's content. */
    public List<List<Integer>> parted() {
        return parted;
    }

    /** What {@link #parts} say. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(parts.size());
        for (TextPart part : parts) {
            texts.add(part.text());
        }
        return texts;
    }

    /** Whether there are more than may be, so that {@link #parts} are not all. */
    public boolean isTooMuch() {
        return tooMuch;
    }

    /** Whether the body ends too early or is no JSON, so that {@link #parts} may not be all. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Whether the input is given, in part at least, as a model's own tokens: they spell a text that is not in {@link #parts}. */
    public boolean hasTokens() {
        return tokens;
    }

    /** Where a choice's text stands once more, token by token. @param choice -1 for what stands beside the choices */
    List<Span> echoesOf(int choice) {
        return echoes.getOrDefault(choice, List.of());
    }

    private interface Field {
        void read(BodyTexts texts, JsonParser parser, String name) throws IOException;
    }

    /** @param each of the body's own fields; the parser stands at its value, and is to stand at its end */
    private BodyTexts read(Buffer body, Field each) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                malformed = true;
                return this;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName().toLowerCase(Locale.ROOT);
                parser.nextToken();
                each.read(this, parser, name);
            }
            malformed = parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null;
        } catch (StreamConstraintsException tooLong) {
            // A string is decoded only here, and only up to a length of the parser's own, far beyond what is looked at.
            tooMuch = true;
        } catch (IOException broken) {
            malformed = true;
        }
        return this;
    }

    private void request(JsonParser parser, String name, Endpoint endpoint) throws IOException {
        switch (name) {
            case "messages" -> messages(parser, -1, Source.OTHER);
            case "tools", "functions", "response_format" -> schema(parser);
            case "user", "safety_identifier", "metadata", "stop" -> every(parser, Source.BESIDE);
            // What some servers put into the prompt by themselves (vLLM, Cohere), ids and addresses too.
            case "documents" -> every(parser, Source.TOOL);
            case "prediction" -> walk(parser, name, Source.ASSISTANT, -1);
            case "prompt", "suffix", "input" -> {
                if (name.equals(endpoint.input()) || name.equals("suffix")) {
                    walk(parser, name, Source.USER, -1);
                } else {
                    every(parser, Source.OTHER);
                }
            }
            // A server's own fields, such as a template of the chat, may be what its model reads.
            default -> {
                if (FieldNames.isSetting(name)) {
                    parser.skipChildren();
                } else {
                    every(parser, Source.OTHER);
                }
            }
        }
    }

    private void answer(JsonParser parser, String name) throws IOException {
        if (FieldNames.isAbout(name)) {
            parser.skipChildren();
        } else if (!name.equals("choices") || parser.currentToken() != JsonToken.START_ARRAY) {
            walk(parser, name, Source.ASSISTANT, -1);
        } else {
            for (int choice = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; choice++) {
                walk(parser, "", Source.ASSISTANT, choice);
            }
        }
    }

    /** A message may name its role behind its content. */
    private void messages(JsonParser parser, int choice, Source otherwise) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            int first = parts.size();
            ofContent = new ArrayList<>();
            Source role = walk(parser, "", otherwise, choice);
            if (ofContent.size() > 1) {
                parted.add(ofContent);
            }
            for (int i = first; i < parts.size(); i++) {
                TextPart part = parts.get(i);
                if (part.source() != Source.ARGUMENTS) {
                    parts.set(i, new TextPart(role, part.text(), part.from(), part.to(), choice));
                }
            }
        }
    }

    /** Every string of the value the parser stands at. @param of its name. @return the role that it names at its top, if it does */
    private Source walk(JsonParser parser, String of, Source source, int choice) throws IOException {
        Source role = source;
        boolean named = false;
        String name = of;
        boolean content = false;
        int depth = 0;
        int call = Integer.MAX_VALUE;
        JsonToken token = parser.currentToken();
        do {
            switch (token) {
                case FIELD_NAME -> {
                    name = parser.currentName().toLowerCase(Locale.ROOT);
                    content = depth == 1 ? name.equals("content") : content;
                }
                case START_OBJECT, START_ARRAY -> {
                    if (answer && FieldNames.isEcho(name)) {
                        int from = start(parser);
                        parser.skipChildren();
                        echoes.computeIfAbsent(choice, first -> new ArrayList<>()).add(new Span(from, end(parser)));
                    } else {
                        depth++;
                        call = name.equals("tool_calls") || name.equals("function_call") ? Math.min(call, depth) : call;
                    }
                }
                case END_OBJECT, END_ARRAY -> {
                    call = depth == call ? Integer.MAX_VALUE : call;
                    depth--;
                    // What follows in a list of parts is no value of the field that was read last.
                    name = "";
                }
                case VALUE_STRING -> {
                    if (name.equals("role") && depth == 1) {
                        Source said = ROLES.get(parser.getText());
                        if (said == null) {
                            // Templates of chats write it into the prompt as it came.
                            add(parser, source, choice);
                        }
                        // Given twice it is read by some as the first and by others as the last: nobody is trusted for that.
                        role = named ? Source.OTHER : said == null ? source : said;
                        named = true;
                    } else if (FieldNames.isTextOrName(name) || answer && FieldNames.isAddress(name) && !FieldNames.isMedium(parser.getText())) {
                        int before = parts.size();
                        add(parser, depth >= call && !name.equals("name") ? Source.ARGUMENTS : source, choice);
                        if (content && (depth == CONTENT_LIST || depth == CONTENT_PART && name.equals("text")) && parts.size() > before) {
                            ofContent.add(before);
                        }
                    }
                }
                // A server that reads 464.0 or 4.64e2 where it wants a whole number reads 464.
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens |= (of.equals("prompt") || of.equals("input")) && (name.equals(of) || name.isEmpty());
                default -> { }
            }
            token = depth == 0 ? null : parser.nextToken();
        } while (token != null);
        return role;
    }

    /** Of tools and of the form of an answer a model reads descriptions and values as words, the rest as structure. */
    private void schema(JsonParser parser) throws IOException {
        int depth = 0;
        int words = Integer.MAX_VALUE;
        JsonToken token = parser.currentToken();
        do {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    depth++;
                    words = FieldNames.isWords(parser.currentName()) ? Math.min(words, depth) : words;
                }
                case END_OBJECT, END_ARRAY -> {
                    words = depth == words ? Integer.MAX_VALUE : words;
                    depth--;
                }
                case VALUE_STRING -> {
                    if (depth >= words || FieldNames.isWords(parser.currentName())) {
                        add(parser, Source.SYSTEM, -1);
                    }
                }
                default -> { }
            }
            token = depth == 0 ? null : parser.nextToken();
        } while (token != null);
    }

    /** Every string, whatever it is called. */
    private void every(JsonParser parser, Source source) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        do {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_STRING -> add(parser, source, -1);
                default -> { }
            }
            token = depth == 0 ? null : parser.nextToken();
        } while (token != null);
    }

    private void add(JsonParser parser, Source source, int choice) throws IOException {
        int from = start(parser);
        String text = parser.getText();
        characters += text.length();
        if (parts.size() >= MOST_PARTS || characters > MOST_CHARACTERS) {
            tooMuch = true;
        } else if (!text.isEmpty()) {
            parts.add(new TextPart(source, text, from, end(parser), choice));
        }
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }
}
