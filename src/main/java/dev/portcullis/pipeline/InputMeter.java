package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.pipeline.tokens.TextSample;
import java.io.IOException;

/**
 * Measures what a request gives a model to read, while its body is parsed: strings are measured by where they begin and end, and
 * none is decoded. Where a string ends is only known at the token behind it, so whoever moves the parser on says so.
 */
final class InputMeter {

    /** What OpenAI puts around each message: its role, and where it begins and ends. */
    static final int PER_MESSAGE = 4;
    /** What OpenAI puts behind all messages: the beginning of the answer. */
    static final int PER_CHAT = 3;
    /** What surrounds all tools together, or the format of the answer. */
    static final int PER_SCHEMA = 20;
    /** Bytes a token of tools and formats, whose structure is written more tersely for the model than in JSON. */
    static final int SCHEMA_BYTES = 6;
    /** OpenAI's price of a picture at low detail. */
    static final int LOW_PICTURE = 85;
    /** Of a photograph of 3 by 2 at high detail: six tiles of 170, and 85. A square one has 765. */
    static final int PICTURE = 1_105;
    /** Bytes of base64 a token: ten tokens a second of sound at 32 kbit/s. What is less compressed has more bytes. */
    static final int SOUND_BYTES = 512;
    /** Bytes of base64 a token: a guess, from pages of 40 kB that are read as a text and as a picture. */
    static final int FILE_BYTES = 24;

    /** What a string is to the model. */
    private enum Kind { TEXT, SILENT, PICTURE, DETAIL, SOUND, FILE }

    /** What a value is made of. */
    private enum Part { MESSAGES, PROMPTS }

    private static final int NONE = -1;
    /** Bytes of an empty list, or of null. */
    private static final int NO_SCHEMA = 4;

    private final byte[] json;
    private final TextSample sample;
    private long textBytes;
    private long otherTokens;
    private int prompts;
    /** Where the string begins whose end is not known yet. */
    private int open = NONE;
    private Kind openKind = Kind.TEXT;

    InputMeter(byte[] json) {
        this(json, null);
    }

    private InputMeter(byte[] json, TextSample sample) {
        this.json = json;
        this.sample = sample;
    }

    InputSize size() {
        return new InputSize(textBytes, otherTokens);
    }

    /** Texts that are to be completed, each by itself. */
    int prompts() {
        return Math.max(1, prompts);
    }

    /** The parser stands at the value of the endpoint's input. */
    void input(JsonParser parser, Endpoint endpoint) throws IOException {
        boolean chat = endpoint == Endpoint.CHAT;
        otherTokens += chat ? PER_CHAT : 0;
        walk(parser, chat ? Part.MESSAGES : Part.PROMPTS);
    }

    /** The parser stands at tools, functions or a format of the answer: of these a model reads names, texts and structure. */
    void schema(JsonParser parser) throws IOException {
        int from = start(parser);
        parser.skipChildren();
        int bytes = (int) parser.currentLocation().getByteOffset() - from;
        otherTokens += bytes <= NO_SCHEMA ? 0 : PER_SCHEMA + bytes / SCHEMA_BYTES;
    }

    /** The parser has gone on to the token behind what was measured last. */
    void moved(JsonParser parser) {
        if (open != NONE) {
            int end = start(parser) - 1;
            while (json[end] != '"') {
                end--;
            }
            close(end);
        }
    }

    /** Takes the beginning of an input's text. @param json from where the input begins; cut anywhere behind */
    static void sample(byte[] json, JsonParser parser, Endpoint endpoint, TextSample into) throws IOException {
        InputMeter meter = new InputMeter(json, into);
        try {
            parser.nextToken();
            meter.input(parser, endpoint);
        } finally {
            if (meter.open != NONE) {
                meter.close(meter.endOfString());
            }
        }
    }

    /** To the end of the value the parser stands at. */
    private void walk(JsonParser parser, Part part) throws IOException {
        int depth = 0;
        Kind kind = Kind.TEXT;
        JsonToken token = parser.currentToken();
        do {
            if (token == JsonToken.FIELD_NAME) {
                kind = name(parser.currentName());
                token = parser.nextToken();
                if (kind == Kind.PICTURE) {
                    otherTokens += token == JsonToken.VALUE_NULL ? 0 : PICTURE;
                    kind = Kind.SILENT;
                }
            }
            if (token == JsonToken.VALUE_STRING) {
                prompts += depth == 1 ? 1 : 0;
                if (depth == 0) {
                    open(parser, kind);
                    return;
                }
                token = string(parser, kind);
                continue;
            }
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                begin(token, ++depth, part);
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_INT && part == Part.PROMPTS) {
                otherTokens++;
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        } while (sample == null || !sample.isFull());
    }

    /** @return the token behind it */
    private JsonToken string(JsonParser parser, Kind kind) throws IOException {
        if (kind == Kind.SILENT) {
            return parser.nextToken();
        }
        open(parser, kind);
        JsonToken behind = parser.nextToken();
        moved(parser);
        return behind;
    }

    private void open(JsonParser parser, Kind kind) {
        open = start(parser) + 1;
        openKind = kind;
    }

    private void begin(JsonToken token, int depth, Part part) {
        switch (part) {
            case MESSAGES -> otherTokens += depth == 2 && token == JsonToken.START_OBJECT ? PER_MESSAGE : 0;
            case PROMPTS -> prompts += depth == 2 ? 1 : 0;
        }
    }

    private Kind name(String name) {
        return switch (name) {
            case "role", "type", "id", "tool_call_id", "format", "file_id", "url" -> Kind.SILENT;
            case "image_url", "video_url" -> Kind.PICTURE;
            case "detail" -> Kind.DETAIL;
            case "data" -> Kind.SOUND;
            case "file_data" -> Kind.FILE;
            default -> Kind.TEXT;
        };
    }

    private void close(int end) {
        int length = end - open;
        switch (openKind) {
            case TEXT -> {
                textBytes += length;
                if (sample != null) {
                    sample.add(json, open, end);
                }
            }
            case SILENT, PICTURE -> { }
            case DETAIL -> otherTokens -= length == 3 && json[open] == 'l' && json[open + 1] == 'o' && json[open + 2] == 'w' ? PICTURE - LOW_PICTURE : 0;
            case SOUND -> otherTokens += Math.ceilDiv(length, SOUND_BYTES);
            case FILE -> otherTokens += Math.ceilDiv(length, FILE_BYTES);
        }
        open = NONE;
    }

    private int endOfString() {
        int end = open;
        while (end < json.length && json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        return Math.min(end, json.length);
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
