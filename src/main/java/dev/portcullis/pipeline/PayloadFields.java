package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reading of a {@link Payload}: one pass over the top level, one level below {@code stream_options}, and all of what the model reads. */
final class PayloadFields {

    private static final int UNSEEN = -1;
    /** What a model's name begins with that is the name of a prompt. */
    static final String PROMPT = "prompt/";

    /** What is acted on, beside the input. */
    private static final Set<String> KNOWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        KNOWN.addAll(List.of("model", "stream", "stream_options", "max_tokens", "max_completion_tokens", "n", "best_of", "user", "safety_identifier", "temperature", "seed",
                "tools", "functions", "tool_choice", "function_call", "store", "background", "previous_response_id", "conversation",
                "web_search_options", "search_parameters", "enable_search", "data_sources", "plugins", "mcp_servers", "modalities", "audio"));
    }

    final Endpoint endpoint;
    private final byte[] json;
    boolean asksForJson;
    private final InputMeter meter;
    final RepeatFields repeat;
    String model;
    Splice modelValue;
    boolean stream;
    private boolean streamSeen;
    boolean usageAsked;
    /** What to do to the bytes so that usage is asked for. */
    Splice includeUsage;
    EndUserFields endUser = new EndUserFields();
    String conversation;
    private boolean inputSeen;
    boolean promptNamed;
    private boolean promptSeen;
    private boolean promptIdSeen;
    int inputAt = UNSEEN;
    InputSize inputSize;
    int prompts;
    /** These are 0 where they are null. */
    int maxTokens = UNSEEN;
    int maxCompletionTokens = UNSEEN;
    int choices = UNSEEN;
    int bestOf = UNSEEN;

    PayloadFields(Endpoint endpoint, byte[] json) {
        this.endpoint = endpoint;
        this.json = json;
        this.meter = new InputMeter(json);
        this.repeat = new RepeatFields(json);
    }

    PayloadFields read(JsonParser parser) throws IOException {
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
        promptNamed |= endpoint == Endpoint.CHAT && model != null && model.startsWith(PROMPT);
        if (model == null && endpoint.answeredHere()) {
            model = endpoint.word();
        }
        if (model == null && !promptNamed) {
            throw new Refused(new Refusal.MissingParameter("model"));
        }
        if (!inputSeen && !promptNamed) {
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
            case "max_tokens" -> maxTokens = count(name, maxTokens, Payload.MAX_OUTPUT_TOKENS, value, parser);
            case "max_completion_tokens" -> maxCompletionTokens = count(name, maxCompletionTokens, Payload.MAX_OUTPUT_TOKENS, value, parser);
            case "n" -> choices = count(name, choices, Payload.MAX_CHOICES, value, parser);
            case "best_of" -> bestOf = count(name, bestOf, Payload.MAX_CHOICES, value, parser);
            case "response_format" -> {
                int from = start(parser);
                meter.schema(parser);
                asksForJson |= namesJson(from, (int) parser.currentLocation().getByteOffset());
            }
            case "tools", "functions" -> {
                repeat.tools(value, parser);
                meter.schema(parser);
            }
            case "prompt", "prompt_id" -> {
                if (endpoint == Endpoint.CHAT) {
                    prompt(name, value, parser);
                } else {
                    other(name, value, parser);
                }
            }
            case "user" -> endUser.user(value, parser);
            case "safety_identifier" -> endUser.safetyIdentifier(value, parser);
            case "conversation" -> {
                repeat.beyondModel(value, parser);
                conversation = idOr(conversation, value, parser);
            }
            default -> other(name, value, parser);
        }
    }

    /** Its kind is looked for in its bytes: no other kind has this in its form. */
    private boolean namesJson(int from, int to) {
        String format = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        return format.contains("\"json_object\"") || format.contains("\"json_schema\"");
    }

    private void other(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals(endpoint.input())) {
            once(name, inputSeen);
            input(value, parser);
        } else {
            repeat(name, value, parser);
            parser.skipChildren();
        }
    }

    /** Either of the two once, whatever it is: whoever reads the body again takes the last one of a name, which may name nothing. */
    private void prompt(String name, JsonToken value, JsonParser parser) throws IOException {
        boolean object = name.equals("prompt");
        boolean names = value == (object ? JsonToken.START_OBJECT : JsonToken.VALUE_STRING);
        once(name, (object ? promptSeen : promptIdSeen) || names && promptNamed);
        promptSeen |= object;
        promptIdSeen |= !object;
        promptNamed |= names;
        parser.skipChildren();
    }

    private void repeat(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "temperature" -> repeat.temperature(value, parser);
            case "seed" -> repeat.seed(value);
            case "tool_choice", "function_call" -> repeat.tools(value, parser);
            case "store", "background", "previous_response_id", "web_search_options", "search_parameters", "enable_search",
                    "data_sources", "plugins", "mcp_servers", "audio" -> repeat.beyondModel(value, parser);
            case "modalities" -> repeat.modalities(value, parser);
            default -> otherwiseWritten(name);
        }
    }

    private void model(JsonToken value, JsonParser parser) throws IOException {
        once("model", model != null);
        if (value != JsonToken.VALUE_STRING) {
            throw invalid("model", "a string is expected");
        }
        int from = start(parser);
        String text = parser.getText();
        if (text.isBlank() || text.length() > Payload.MAX_MODEL && text.codePointCount(0, text.length()) > Payload.MAX_MODEL) {
            throw invalid("model", "a name of 1 to " + Payload.MAX_MODEL + " characters is expected");
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
        if (!isLowerCase(name) && KNOWN.contains(name)) {
            throw invalid(name, "this field's name is written in lower case");
        }
    }

    /** Of ASCII: among the others there are some that match a letter of ASCII without case. */
    private static boolean isLowerCase(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String textOr(String before, JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return before;
    }

    /** A text, or the {@code id} of an object. */
    private static String idOr(String before, JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return textOr(before, value, parser);
        }
        String id = before;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean named = parser.currentName().equals("id");
            String inner = textOr(id, parser.nextToken(), parser);
            id = named ? inner : id;
        }
        return id;
    }

    private static boolean flag(String name, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw invalid(name, "true or false is expected");
        };
    }

    /** Two readings of one body are how policies get bypassed: the gateway would check one value and the provider use the other. */
    static void once(String name, boolean seenBefore) {
        if (seenBefore) {
            throw invalid(name, "it is given more than once");
        }
    }

    static Refused invalid(String parameter, String detail) {
        return new Refused(new Refusal.InvalidValue(parameter, detail));
    }

    static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
