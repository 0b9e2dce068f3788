package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes up answers: words, a function call where tools are offered, an instance where a schema is asked for. */
public record Author(Manner manner) {
    private static final int MOST_CHOICES = 128;

    /** What is wrong with a chat request, if anything. */
    public static Optional<ApiError> checkChat(JsonNode request) {
        JsonNode messages = request.path("messages");
        if (messages.isMissingNode()) {
            return Optional.of(ApiError.missing("messages"));
        }
        if (!messages.isArray()) {
            return Optional.of(ApiError.invalid("messages", "invalid_type", "Invalid type for 'messages': expected an array."));
        }
        if (messages.isEmpty()) {
            return Optional.of(ApiError.invalid("messages", "empty_array",
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."));
        }
        return checkNumbers(request);
    }

    /** What is wrong with a completion request, if anything. */
    public static Optional<ApiError> checkCompletion(JsonNode request) {
        return request.path("prompt").isMissingNode() ? Optional.of(ApiError.missing("prompt")) : checkNumbers(request);
    }

    private static Optional<ApiError> checkNumbers(JsonNode request) {
        if (number(request, "n", 1) < 1 || number(request, "n", 1) > MOST_CHOICES) {
            return Optional.of(ApiError.invalid("n", "invalid_value", "Invalid 'n': expected a value between 1 and 128."));
        }
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            if (number(request, limit, 1) < 1) {
                return Optional.of(ApiError.invalid(limit, "integer_below_min_value",
                        "Invalid '" + limit + "': integer below minimum value. Expected a value >= 1."));
            }
        }
        return Optional.empty();
    }

    /** What the messages cost. */
    public static int chatPromptTokens(JsonNode request) {
        return Prompt.messageTokens(request.path("messages"));
    }

    /** What the prompts cost. */
    public static int completionPromptTokens(JsonNode request) {
        return Prompt.inputs(request.path("prompt")).stream().mapToInt(Prompt::tokens).sum();
    }

    public List<Choice> chat(JsonNode request) {
        int limit = number(request, "max_completion_tokens", number(request, "max_tokens", Integer.MAX_VALUE));
        int choices = number(request, "n", 1);
        JsonNode messages = request.path("messages");
        long seed = manner.seed() + Prompt.messageHash(messages);
        List<Choice> answer = new ArrayList<>(choices);
        for (int index = 0; index < choices; index++) {
            answer.add(callsFunctions(request)
                    ? new FunctionCalls(manner.calls(), Prose.mixed(seed + index)).answer(request, limit)
                    : said(text(request, messages, Prose.mixed(seed + index)), limit));
        }
        return answer;
    }

    public List<Choice> completion(JsonNode request) {
        int limit = number(request, "max_tokens", Integer.MAX_VALUE);
        List<Choice> answer = new ArrayList<>();
        for (JsonNode prompt : Prompt.inputs(request.path("prompt"))) {
            for (int index = 0; index < number(request, "n", 1); index++) {
                long seed = Prose.mixed(manner.seed() + Prompt.hash(prompt) + index);
                answer.add(said(manner.echo() ? Tokens.of(prompt.asText("")) : Tokens.prose(seed, manner.tokens()), limit));
            }
        }
        return answer;
    }

    private Tokens text(JsonNode request, JsonNode messages, long seed) {
        JsonNode format = request.path("response_format");
        return switch (format.path("type").asText()) {
            case "json_schema" -> Tokens.of(SchemaInstance.of(format.path("json_schema").path("schema")));
            case "json_object" -> Tokens.of("{\"answer\":" + Json.quote(Tokens.prose(seed, manner.tokens()).text()) + "}");
            default -> manner.echo() ? Tokens.of(Prompt.lastUserText(messages)) : Tokens.prose(seed, manner.tokens());
        };
    }

    private static Choice said(Tokens text, int limit) {
        return new Choice.Text(text.first(limit), text.count() > limit ? "length" : "stop");
    }

    private static boolean callsFunctions(JsonNode request) {
        JsonNode messages = request.path("messages");
        String last = messages.path(messages.size() - 1).path("role").asText();
        return !request.path("tools").isEmpty() && !last.equals("tool") && !request.path("tool_choice").asText().equals("none");
    }

    private static int number(JsonNode request, String name, int absent) {
        return request.path(name).isNull() ? absent : request.path(name).asInt(absent);
    }
}
