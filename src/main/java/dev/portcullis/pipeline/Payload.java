package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.portcullis.pipeline.tokens.TextSample;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request's body: the bytes as they came, and the few fields the gateway acts on, found in one pass over the whole, which must be
 * well-formed JSON. What nobody acts on is neither decoded nor lost. Immutable.
 */
public final class Payload {

    /** Levels of nesting; the deepest JSON schema seen in the wild has under 40. */
    public static final int MAX_DEPTH = 128;
    /** Characters of a model's name. */
    public static final int MAX_MODEL = 256;

    /** Tokens that an answer may be asked to have; models have some 100,000. */
    public static final int MAX_OUTPUT_TOKENS = 10_000_000;
    /** Answers to one prompt, as OpenAI has it. */
    public static final int MAX_CHOICES = 128;

    private static final int SAMPLED = 64 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            // Names come from strangers: interning them would let strangers fill the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Buffer bytes;
    private final Fields fields;

    private Payload(Buffer bytes, Fields fields) {
        this.bytes = bytes;
        this.fields = fields;
    }

    /** @throws Refused with {@code InvalidJson}, {@code MissingParameter} or {@code InvalidValue} */
    public static Payload read(Buffer bytes, Endpoint endpoint) {
        byte[] json = bytes.getBytes();
        try (JsonParser parser = JSON.createParser(json)) {
            return new Payload(bytes, new Fields(endpoint, json).read(parser));
        } catch (StreamConstraintsException tooMuch) {
            throw new Refused(new Refusal.InvalidJson("it is nested more than " + MAX_DEPTH
                    + " levels deep, or holds a name or number of unreasonable length"));
        } catch (JsonProcessingException malformed) {
            var where = malformed.getLocation();
            throw new Refused(new Refusal.InvalidJson(where == null ? "it ends too early"
                    : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": " + withoutWords(malformed.getOriginalMessage())));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    /** The parser quotes what it stumbled over, which may be a part of a prompt; single characters stay. */
    private static String withoutWords(String parsersMessage) {
        return parsersMessage.replaceAll("'[^']{2,}'", "").replaceAll("\\s+", " ");
    }

    public String model() {
        return fields.model;
    }

    /** Whether the caller asked for server-sent events. */
    public boolean stream() {
        return fields.stream;
    }

    /** Whether the caller asked for the chunk that carries a stream's usage. */
    public boolean usageAsked() {
        return fields.usageAsked;
    }

    /** The end user as the caller names them: {@code user}, else {@code safety_identifier}. */
    public Optional<String> user() {
        return Optional.ofNullable(fields.user).or(() -> Optional.ofNullable(fields.safetyIdentifier));
    }

    /**
     * The most tokens that one answer may have: {@code max_completion_tokens} or {@code max_tokens}, the larger where both are given,
     * because providers differ in which one they read.
     */
    public OptionalInt maxOutputTokens() {
        int most = Math.max(fields.maxTokens, fields.maxCompletionTokens);
        return most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
    }

    /** How many answers are made: {@code n}, or {@code best_of}, of each prompt. */
    public int choices() {
        long each = Math.max(1, Math.max(fields.choices, fields.bestOf));
        return (int) Math.min(Integer.MAX_VALUE, each * fields.prompts);
    }

    /** What the model is given to read, as far as the body says. */
    public InputSize inputSize() {
        return fields.inputSize;
    }

    public long estimatedInputTokens() {
        return fields.inputSize.estimatedTokens();
    }

    /** As the model's own encoding counts the text; the rest is estimated. Takes about a millisecond. */
    public long countedInputTokens(TokenCounter counter, TokenEncoding encoding) {
        long bytes = fields.inputSize.textBytes();
        TextSample sample = bytes == 0 ? new TextSample() : inputText();
        return counter.count(sample, bytes, encoding) + fields.inputSize.otherTokens();
    }

    /**
     * The beginning of the input's text, found anew in the input's first {@value #SAMPLED} bytes: it is needed only where a provider
     * does not say what it read.
     */
    public TextSample inputText() {
        TextSample sample = new TextSample();
        byte[] window = bytes.getBytes(fields.inputAt, Math.min(bytes.length(), fields.inputAt + SAMPLED));
        try (JsonParser parser = JSON.createParser(window)) {
            InputMeter.sample(window, parser, fields.endpoint, sample);
        } catch (IOException cut) {
            // The window ends where it ends; what was found until there is the sample.
        }
        return sample;
    }

    public Buffer bytes() {
        return bytes;
    }

    /**
     * The body for a provider: the very buffer that came, or a copy that differs only in the model's name and in
     * {@code stream_options.include_usage}.
     *
     * @param upstreamModel what the provider calls the model
     * @param askForUsage   whether to ask for usage where the caller did not
     */
    public Buffer forProvider(String upstreamModel, boolean askForUsage) {
        boolean rename = !upstreamModel.equals(fields.model);
        boolean ask = askForUsage && !fields.usageAsked;
        if (!rename && !ask) {
            return bytes;
        }
        Splice model = rename ? fields.modelValue.with(Splice.quoted(upstreamModel)) : null;
        Splice usage = ask ? fields.includeUsage : null;
        return Splice.apply(bytes, model, usage);
    }

    /** The reading itself: one pass over the top level, one level below {@code stream_options}, and all of what the model reads. */
    private static final class Fields {

        private static final int UNSEEN = -1;

        private final Endpoint endpoint;
        private final InputMeter meter;
        private String model;
        private Splice modelValue;
        private boolean stream;
        private boolean streamSeen;
        private boolean usageAsked;
        /** What to do to the bytes so that usage is asked for. */
        private Splice includeUsage;
        private String user;
        private String safetyIdentifier;
        private boolean inputSeen;
        private int inputAt = UNSEEN;
        private InputSize inputSize;
        private int prompts;
        /** These are 0 where they are null. */
        private int maxTokens = UNSEEN;
        private int maxCompletionTokens = UNSEEN;
        private int choices = UNSEEN;
        private int bestOf = UNSEEN;

        Fields(Endpoint endpoint, byte[] json) {
            this.endpoint = endpoint;
            this.meter = new InputMeter(json);
        }

        Fields read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Refused(new Refusal.InvalidJson("it must be one JSON object"));
            }
            JsonToken token = parser.nextToken();
            while (token == JsonToken.FIELD_NAME) {
                field(parser.currentName(), parser.nextToken(), parser);
                token = parser.nextToken();
                meter.moved(parser);
            }
            int end = start(parser);
            if (parser.nextToken() != null) {
                throw new Refused(new Refusal.InvalidJson("something follows the end of the JSON object"));
            }
            if (model == null) {
                throw new Refused(new Refusal.MissingParameter("model"));
            }
            if (!inputSeen) {
                throw new Refused(new Refusal.MissingParameter(endpoint.input()));
            }
            if (includeUsage == null) {
                includeUsage = Splice.insert(end, ",\"stream_options\":{\"include_usage\":true}");
            }
            inputSize = meter.size();
            prompts = endpoint == Endpoint.COMPLETIONS ? meter.prompts() : 1;
            return this;
        }

        private void field(String name, JsonToken value, JsonParser parser) throws IOException {
            switch (name) {
                case "model" -> model(value, parser);
                case "stream" -> {
                    once(name, streamSeen);
                    streamSeen = true;
                    stream = flag(name, value);
                }
                case "stream_options" -> {
                    once(name, includeUsage != null);
                    streamOptions(value, parser);
                }
                case "max_tokens" -> maxTokens = count(name, maxTokens, MAX_OUTPUT_TOKENS, value, parser);
                case "max_completion_tokens" -> maxCompletionTokens = count(name, maxCompletionTokens, MAX_OUTPUT_TOKENS, value, parser);
                case "n" -> choices = count(name, choices, MAX_CHOICES, value, parser);
                case "best_of" -> bestOf = count(name, bestOf, MAX_CHOICES, value, parser);
                case "tools", "functions", "response_format" -> meter.schema(parser);
                case "user" -> user = textOr(user, value, parser);
                case "safety_identifier" -> safetyIdentifier = textOr(safetyIdentifier, value, parser);
                default -> {
                    if (name.equals(endpoint.input())) {
                        once(name, inputSeen);
                        input(value, parser);
                    } else {
                        otherwiseWritten(name);
                        parser.skipChildren();
                    }
                }
            }
        }

        private void model(JsonToken value, JsonParser parser) throws IOException {
            once("model", model != null);
            if (value != JsonToken.VALUE_STRING) {
                throw invalid("model", "a string is expected");
            }
            int from = start(parser);
            String text = parser.getText();
            if (text.isBlank() || text.length() > MAX_MODEL) {
                throw invalid("model", "a name of 1 to " + MAX_MODEL + " characters is expected");
            }
            modelValue = Splice.replace(from, (int) parser.currentLocation().getByteOffset());
            model = text;
        }

        private void input(JsonToken value, JsonParser parser) throws IOException {
            if (endpoint == Endpoint.CHAT && value != JsonToken.START_ARRAY) {
                throw invalid("messages", "an array of messages is expected");
            }
            inputSeen = value != JsonToken.VALUE_NULL;
            inputAt = start(parser);
            meter.input(parser, endpoint);
        }

        /** A number that limits, or multiplies, what a call may cost. */
        private static int count(String name, int before, int most, JsonToken value, JsonParser parser) throws IOException {
            once(name, before != UNSEEN);
            if (value == JsonToken.VALUE_NULL) {
                return 0;
            }
            boolean small = value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT;
            int number = small ? parser.getIntValue() : 0;
            if (number < 1 || number > most) {
                throw invalid(name, "a whole number from 1 to " + most + " is expected");
            }
            return number;
        }

        private void streamOptions(JsonToken value, JsonParser parser) throws IOException {
            int from = start(parser);
            if (value == JsonToken.VALUE_NULL) {
                includeUsage = Splice.replace(from, from + 4).with("{\"include_usage\":true}");
                return;
            }
            if (value != JsonToken.START_OBJECT) {
                throw invalid("stream_options", "an object is expected");
            }
            JsonToken token = parser.nextToken();
            includeUsage = Splice.insert(from + 1, token == JsonToken.END_OBJECT ? "\"include_usage\":true" : "\"include_usage\":true,");
            boolean seen = false;
            for (; token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                String name = parser.currentName();
                JsonToken inner = parser.nextToken();
                if (name.equals("include_usage")) {
                    once("stream_options.include_usage", seen);
                    seen = true;
                    usageAsked = flag("stream_options.include_usage", inner);
                    int at = start(parser);
                    includeUsage = Splice.replace(at, at + inner.asString().length()).with("true");
                }
                parser.skipChildren();
            }
        }

        /** Some providers match names without case: what is written otherwise here would be checked by nobody and read there. */
        private static void otherwiseWritten(String name) {
            boolean known = switch (name.length()) {
                case 1 -> name.equals("N");
                case 5 -> name.equalsIgnoreCase("model");
                case 6 -> name.equalsIgnoreCase("stream");
                case 7 -> name.equalsIgnoreCase("best_of");
                case 10 -> name.equalsIgnoreCase("max_tokens");
                case 14 -> name.equalsIgnoreCase("stream_options");
                case 21 -> name.equalsIgnoreCase("max_completion_tokens");
                default -> false;
            };
            if (known) {
                throw invalid(name, "this field's name is written in lower case");
            }
        }

        private static String textOr(String before, JsonToken value, JsonParser parser) throws IOException {
            if (value == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            parser.skipChildren();
            return before;
        }

        private static boolean flag(String name, JsonToken value) {
            return switch (value) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE, VALUE_NULL -> false;
                default -> throw invalid(name, "true or false is expected");
            };
        }

        /** Two readings of one body are how policies get bypassed: the gateway would check one value and the provider use the other. */
        private static void once(String name, boolean seenBefore) {
            if (seenBefore) {
                throw invalid(name, "it is given more than once");
            }
        }

        private static Refused invalid(String parameter, String detail) {
            return new Refused(new Refusal.InvalidValue(parameter, detail));
        }

        private static int start(JsonParser parser) {
            return (int) parser.currentTokenLocation().getByteOffset();
        }
    }
}
