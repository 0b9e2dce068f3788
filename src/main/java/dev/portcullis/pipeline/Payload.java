package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.portcullis.pipeline.tokens.TextSample;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern QUOTED = Pattern.compile("'('|[^']*)'");
    private static final Set<String> KEYWORDS = Set.of("null", "true", "false");
    /** Its settings, and where in a source that it does not show something began. */
    private static final Pattern ABOUT_THE_PARSER = Pattern.compile(" ?\\((?:start marker at|for \\w+ starting at|not recognized as|consider enabling) .*\\)| ?: enable `.*", Pattern.DOTALL);

    private static final JsonFactory JSON = JsonFactory.builder()
            // Names come from strangers: interning them would let strangers fill the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Buffer bytes;
    private final PayloadFields fields;

    private Payload(Buffer bytes, PayloadFields fields) {
        this.bytes = bytes;
        this.fields = fields;
    }

    /** @throws Refused with {@code InvalidJson}, {@code MissingParameter} or {@code InvalidValue} */
    public static Payload read(Buffer bytes, Endpoint endpoint) {
        byte[] json = bytes.getBytes();
        try (JsonParser parser = JSON.createParser(json)) {
            return new Payload(bytes, new PayloadFields(endpoint, json).read(parser));
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

    /** Another body for the same call, of which the caller is who this one says: a guard may have taken that name out. @throws Refused as {@link #read} */
    public Payload with(Buffer other, Endpoint endpoint) {
        Payload payload = read(other, endpoint);
        payload.fields.endUser = fields.endUser;
        return payload;
    }

    /** The parser quotes what it stumbled over, which may be a part of a prompt; single characters and JSON's own words stay. */
    private static String withoutWords(String parsersMessage) {
        String quoted = QUOTED.matcher(parsersMessage).replaceAll(quote -> quote.group(1).length() == 1 || KEYWORDS.contains(quote.group(1))
                ? Matcher.quoteReplacement(quote.group()) : "");
        return ABOUT_THE_PARSER.matcher(quoted).replaceAll("").replaceAll("\\s+", " ").replace(" :", ":");
    }

    public String model() {
        return fields.model;
    }

    /**
     * Whether the call is made of a prompt that is kept here: then model and messages may be missing, and what else there is may be the
     * prompt's. Named by OpenAI's {@code prompt} object, by LiteLLM's {@code prompt_id}, or by a model {@code prompt/…}.
     */
    public boolean namesPrompt() {
        return fields.promptNamed;
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
        return fields.endUser.named();
    }

    /** The conversation that this goes on, as the body names it: {@code conversation}, or its {@code id}. */
    public Optional<String> conversation() {
        return Optional.ofNullable(fields.conversation);
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

    /** Whether {@code temperature} is the number 0, however it is written. */
    public boolean temperatureZero() {
        return fields.repeat.temperatureZero;
    }

    /** Whether {@code seed} is a number. */
    public boolean seeded() {
        return fields.repeat.seeded;
    }

    /**
     * Whether the model may answer with a call: {@code tools} or {@code functions} are there, or a choice among them
     * ({@code tool_choice}, {@code function_call}) of whatever kind. Null, false and an empty list are not. Calls that stand in earlier
     * messages do not count: where no tool is offered, what follows them is a text.
     */
    public boolean usesTools() {
        return fields.repeat.tools;
    }

    /**
     * Whether an answer takes more than the model and this body, or is more than text, so that another answer cannot stand for it: it is
     * kept at the provider or goes on from what is ({@code store}, {@code background}, {@code previous_response_id}, {@code conversation});
     * it is looked up elsewhere ({@code web_search_options}, {@code search_parameters}, {@code enable_search}, {@code data_sources},
     * {@code plugins}, {@code mcp_servers}); or it is also sound or pictures ({@code audio}, {@code modalities} other than text). Null,
     * false and an empty list ask for none of these. What a model does by itself, its name does not say: a model that always searches the
     * web is one for the operator not to cache.
     */
    public boolean reachesBeyondModel() {
        return fields.repeat.beyondModel;
    }

    /** Whether the answer is to be JSON: {@code response_format} of the type {@code json_object} or {@code json_schema}. */
    public boolean asksForJson() {
        return fields.asksForJson;
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
}
