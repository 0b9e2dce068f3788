package dev.portcullis.provider;

import static dev.portcullis.provider.StatedUsage.MOST;
import static dev.portcullis.provider.StatedUsage.NOT_STATED;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a {@code usage} object: OpenAI's, and what its relatives write differently. A count that is none counts as not stated, for
 * it would poison every sum it is added to.
 */
final class UsageReader {

    private static final StatedUsage ABSURD =
            new StatedUsage(NOT_STATED, 0, 0, 0, NOT_STATED, 0, 0, Optional.of("its sum is more than " + MOST + " tokens"));

    private final JsonParser parser;
    private long input = NOT_STATED;
    private long cached = NOT_STATED;
    private long written = NOT_STATED;
    private long audioInput = NOT_STATED;
    private long output = NOT_STATED;
    private long reasoning = NOT_STATED;
    private long audioOutput = NOT_STATED;
    private long total = NOT_STATED;
    private boolean absurd;
    private String nonsense;

    private UsageReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The parser stands at the beginning of the object, and then at its end. */
    static StatedUsage read(JsonParser parser) throws IOException {
        UsageReader reader = new UsageReader(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            reader.field(name, parser.nextToken());
        }
        return reader.result();
    }

    private void field(String name, JsonToken value) throws IOException {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> input = count(name, value, input);
            case "completion_tokens", "output_tokens" -> output = count(name, value, output);
            case "total_tokens" -> total = count(name, value, total);
            // Moonshot, Mistral, DeepSeek, and gateways to Anthropic, in this order.
            case "cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens" -> cached = count(name, value, cached);
            case "cache_creation_input_tokens" -> written = count(name, value, written);
            // Perplexity.
            case "reasoning_tokens" -> reasoning = count(name, value, reasoning);
            case "prompt_tokens_details", "input_tokens_details" -> details(value, true);
            case "completion_tokens_details", "output_tokens_details" -> details(value, false);
            default -> parser.skipChildren();
        }
    }

    private void details(JsonToken value, boolean ofInput) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            switch (name) {
                case "cached_tokens" -> cached = count(name, inner, cached);
                // OpenRouter, and others.
                case "cache_write_tokens", "cache_creation_tokens" -> written = count(name, inner, written);
                case "reasoning_tokens" -> reasoning = count(name, inner, reasoning);
                case "audio_tokens" -> {
                    if (ofInput) {
                        audioInput = count(name, inner, audioInput);
                    } else {
                        audioOutput = count(name, inner, audioOutput);
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    /** @param before what another name for the same count has said */
    private long count(String name, JsonToken value, long before) throws IOException {
        switch (value) {
            case VALUE_NULL -> {
                return before;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double number = parser.getDoubleValue();
                if (number < 0) {
                    nonsense(name, "is negative");
                } else if (number > MOST) {
                    absurd = true;
                } else if (number != Math.rint(number)) {
                    nonsense(name, "is no whole number");
                } else {
                    return Math.max(before, (long) number);
                }
            }
            default -> {
                nonsense(name, "is no number");
                parser.skipChildren();
            }
        }
        return before;
    }

    private void nonsense(String name, String what) {
        nonsense = nonsense == null ? name + " " + what : nonsense;
    }

    private StatedUsage result() {
        if (absurd || Math.max(0, input) + Math.max(0, output) > MOST) {
            return ABSURD;
        }
        if (output == NOT_STATED && input != NOT_STATED && total >= input) {
            output = total - input;
        }
        countHiddenOutput();
        if (input <= 0 && output <= 0) {
            // Nobody reads and writes nothing: these are zeros for want of a count.
            input = NOT_STATED;
            output = NOT_STATED;
        }
        return new StatedUsage(input, part(cached, input, "cached input"), part(written, input, "input written to the cache"),
                part(audioInput, input, "audio input"), output, part(reasoning, output, "reasoning"), part(audioOutput, output, "audio output"),
                Optional.ofNullable(nonsense));
    }

    /**
     * xAI counts reasoning beside {@code completion_tokens}, and Gemini counts it nowhere but in the total. Either way it is output
     * that is paid for.
     */
    private void countHiddenOutput() {
        if (input == NOT_STATED || output == NOT_STATED) {
            return;
        }
        long hidden = total - input - output;
        if (hidden > 0 && (reasoning <= 0 || reasoning == hidden)) {
            reasoning = hidden;
            output += hidden;
        }
    }

    private long part(long part, long whole, String what) {
        if (part > whole && whole != NOT_STATED) {
            nonsense(what, "is more than its whole");
        }
        return Math.clamp(part, 0, Math.max(0, whole));
    }
}
