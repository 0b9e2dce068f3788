package dev.portcullis.provider;

import dev.portcullis.pipeline.tokens.TextSample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One pass over the bytes of an answer, or of one event of a stream, that decodes nothing. It takes up what the model wrote, for
 * where the provider does not count it, and says whether there is anything that is worth parsing. Bytes that are not JSON give
 * some text or none, and never more than there are.
 */
final class AnswerText {

    private static final byte[] USAGE = bytes("usage");
    private static final byte[] ERROR = bytes("error");
    private static final byte[] CHOICES = bytes("choices");
    private static final byte[] CONTENT = bytes("content");
    private static final byte[] REFUSAL = bytes("refusal");
    private static final byte[] TEXT = bytes("text");
    private static final byte[] NAME = bytes("name");
    private static final byte[] ARGUMENTS = bytes("arguments");
    private static final byte[] REASONING = bytes("reasoning");
    private static final byte[] REASONING_CONTENT = bytes("reasoning_content");
    private static final byte[] REASONING_DETAILS = bytes("reasoning_details");

    private enum Key { OTHER, USAGE, ERROR, CHOICES, WRITTEN, REPEATED }

    private static final int NOT_MUTED = Integer.MAX_VALUE;

    private AnswerText() {
    }

    /**
     * @param written takes what the model wrote: the strings of {@code content}, {@code text}, {@code arguments} and the like below
     *                {@code choices}
     * @return whether there is usage, or an error
     */
    static boolean look(byte[] json, TextSample written) {
        boolean telling = false;
        boolean inChoices = false;
        int depth = 0;
        int muted = NOT_MUTED;
        Key key = Key.OTHER;
        int at = 0;
        while (at < json.length) {
            byte b = json[at++];
            if (b == '"') {
                int from = at;
                at = endOfString(json, from);
                int to = at++;
                int value = afterColon(json, at);
                if (value == at) {
                    if (key == Key.WRITTEN && inChoices && depth <= muted) {
                        written.add(json, from, to);
                    }
                    continue;
                }
                key = key(json, from, to);
                switch (key) {
                    case USAGE -> telling |= !isNull(json, value);
                    case ERROR -> telling |= depth == 1 && !isNull(json, value);
                    case CHOICES -> inChoices |= depth == 1;
                    case REPEATED -> muted = Math.min(muted, depth);
                    case OTHER, WRITTEN -> { }
                }
                at = value;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                inChoices &= depth > 1;
                muted = depth <= muted ? NOT_MUTED : muted;
            }
        }
        return telling;
    }

    /** Where its quote is, or the end. */
    private static int endOfString(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, json.length);
    }

    /** Where the value begins if a colon follows, else where it was asked. */
    private static int afterColon(byte[] json, int from) {
        int at = from;
        while (at < json.length && isSpace(json[at])) {
            at++;
        }
        if (at >= json.length || json[at] != ':') {
            return from;
        }
        do {
            at++;
        } while (at < json.length && isSpace(json[at]));
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** OpenAI puts {@code "usage":null} into every chunk of a stream whose usage is asked for. */
    private static boolean isNull(byte[] json, int value) {
        return value < json.length && json[value] == 'n';
    }

    private static Key key(byte[] json, int from, int to) {
        return switch (to - from) {
            case 4 -> is(TEXT, json, from, to) || is(NAME, json, from, to) ? Key.WRITTEN : Key.OTHER;
            case 5 -> is(USAGE, json, from, to) ? Key.USAGE : is(ERROR, json, from, to) ? Key.ERROR : Key.OTHER;
            case 7 -> is(CONTENT, json, from, to) || is(REFUSAL, json, from, to) ? Key.WRITTEN : is(CHOICES, json, from, to) ? Key.CHOICES : Key.OTHER;
            case 9 -> is(ARGUMENTS, json, from, to) || is(REASONING, json, from, to) ? Key.WRITTEN : Key.OTHER;
            case 17 -> is(REASONING_CONTENT, json, from, to) ? Key.WRITTEN
                    // OpenRouter says the same again in them.
                    : is(REASONING_DETAILS, json, from, to) ? Key.REPEATED : Key.OTHER;
            default -> Key.OTHER;
        };
    }

    private static boolean is(byte[] word, byte[] json, int from, int to) {
        return Arrays.equals(json, from, to, word, 0, word.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
