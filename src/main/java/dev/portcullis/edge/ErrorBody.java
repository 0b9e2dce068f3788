package dev.portcullis.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Usd;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A refusal in OpenAI's words: {@code {"error":{"message","type","param","code"}}}.
 *
 * @param retryAfter when the caller may come back
 */
record ErrorBody(int status, String type, String code, String param, String message, Optional<Duration> retryAfter) {

    private static final String BAD_REQUEST = "invalid_request_error";
    private static final String OUR_FAULT = "server_error";
    private static final int MAX_CLAIMS = 5;
    private static final String PATHS = Stream.of(Endpoint.values()).map(Endpoint::path).filter(path -> !path.isEmpty()).map(path -> "/v1/" + path)
            .collect(Collectors.joining(", "));

    /** Whether the caller asked for what is refused; else the gateway, or a provider, failed them. */
    boolean isCallersDoing() {
        return !type.equals(OUR_FAULT);
    }

    static ErrorBody of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Noted noted -> of(noted.plain());
            case Refusal.Unauthenticated no -> error(401, "authentication_error", "invalid_api_key", no.reason());
            case Refusal.InvalidToken no -> error(401, "authentication_error", "invalid_api_key", "The token is refused: " + no.reason() + ".");
            case Refusal.NoTenant no -> error(403, "permission_error", "insufficient_permissions", "The token is good, but " + tenants(no) + ".");
            case Refusal.IssuerAway no -> error(503, OUR_FAULT, "issuer_unavailable",
                    "The token cannot be checked now, because its issuer cannot be asked for its keys.").retryIn(no.retryAfter());
            case Refusal.ModelNotAllowed no -> error(403, "permission_error", "model_not_allowed",
                    "The model '" + no.model() + "' is not allowed for this API key.").about("model");
            case Refusal.InvalidJson no -> error(400, BAD_REQUEST, "invalid_json",
                    "The request's body could not be read as JSON: " + no.detail() + ".");
            case Refusal.MissingParameter no -> error(400, BAD_REQUEST, "missing_required_parameter",
                    no.within().isEmpty() ? "Missing required parameter: '" + no.parameter() + "'."
                            : "Missing in '" + no.parameter() + "': " + String.join(", ", no.within()) + ".").about(no.parameter());
            case Refusal.InvalidValue no -> error(400, BAD_REQUEST, "invalid_value",
                    "Invalid value for '" + no.parameter() + "': " + no.detail() + ".").about(no.parameter());
            case Refusal.PromptNotFound no -> error(404, BAD_REQUEST, "prompt_not_found",
                    "The prompt '" + no.prompt() + "' does not exist here: " + no.detail() + ".").about("prompt");
            case Refusal.OverLimit no -> error(429, no.unit() == Refusal.OverLimit.Unit.REQUESTS ? "requests" : "tokens",
                    "rate_limit_exceeded", overLimit(no)).retryIn(no.retryAfter());
            case Refusal.TooManyAtOnce no -> error(429, "requests", "concurrency_limit_exceeded",
                    "The limit of " + no.limit() + " concurrent requests of " + no.whose() + " is reached.").retryIn(no.retryAfter());
            case Refusal.TooManyTokens no -> error(400, BAD_REQUEST, "context_length_exceeded",
                    "This tenant may use " + no.limit() + " tokens in one request; this one has about " + no.input() + " in its input"
                            + (no.output() > 0 ? " and asks for up to " + no.output() + " of output." : "."));
            case Refusal.OverBudget no -> error(429, "insufficient_quota", "insufficient_quota",
                    "What " + (no.soon() ? "the requests under way may leave" : "is left") + " of this tenant's " + no.period() + " budget of "
                            + new Usd(no.limit()) + " USD does not suffice for this request; " + (no.soon() ? "try again in a moment"
                            : "it begins anew at " + no.beginsAnew()) + ".").retryIn(no.retryAfter());
            case Refusal.Blocked no -> error(400, BAD_REQUEST, no.what().code(), blocked(no));
            case Refusal.OutputInvalid no -> error(502, OUR_FAULT, "output_invalid", "The model's answer is not what the prompt '" + no.prompt()
                    + "' promises (" + no.findings() + "), and is not given.");
            case Refusal.TooMuchText no -> error(413, BAD_REQUEST, "request_too_large",
                    "The texts of this request have more than the " + no.most() + " characters that this tenant's guard reads.");
            case Refusal.UnknownRequest no -> error(404, BAD_REQUEST, "request_not_found",
                    "No request of this id is known that feedback could be given on.").about("request_id");
            case Refusal.StoreUnavailable no -> error(503, OUR_FAULT, "store_unavailable",
                    "The database is away; try again.").retryIn(no.retryAfter());
            case Refusal.UnsupportedEncoding no -> error(415, BAD_REQUEST, "unsupported_content_encoding",
                    "Request bodies are read without content-encoding only; send this one uncompressed.");
            case Refusal.BodyTooLarge no -> error(413, BAD_REQUEST, "request_too_large",
                    "The request's body is larger than " + no.limitBytes() + " bytes.");
            case Refusal.BodyTooSlow no -> error(408, BAD_REQUEST, "request_timeout",
                    "The request's body was not complete within " + no.limit().toSeconds() + " seconds.");
            case Refusal.HeadersTooLarge no -> error(431, BAD_REQUEST, "request_headers_too_large",
                    "The request's headers are larger than " + no.limitBytes() + " bytes.");
            case Refusal.UnknownModel no -> error(404, BAD_REQUEST, "model_not_found",
                    "The model '" + no.model() + "' does not exist here. GET /v1/models lists those that do.").about("model");
            case Refusal.UnknownPath no -> error(404, BAD_REQUEST, "unknown_url",
                    "Unknown request URL: " + no.method() + " " + no.path() + ". Here there are " + PATHS + ".");
            case Refusal.MethodNotAllowed no -> error(405, BAD_REQUEST, "method_not_allowed",
                    "This URL does not take " + no.method() + "; it takes " + no.allowed() + ".");
            case Refusal.NotCached no -> error(504, BAD_REQUEST, "not_cached",
                    "No answer to this request is kept that may be given, and cache-control: only-if-cached asks for no other. Send it without to have it answered.");
            case Refusal.UpstreamFailed no -> error(502, OUR_FAULT, "upstream_error", tried(no.origin().attempts().size(), no.detail()));
            case Refusal.UpstreamTimedOut no -> error(504, OUR_FAULT, "upstream_timeout", tried(no.origin().attempts().size(), no.detail()));
            case Refusal.NoHealthyTarget no -> error(503, OUR_FAULT, "no_healthy_target",
                    "No target of the model '" + no.model() + "' is healthy now.").retryIn(no.retryAfter());
            case Refusal.ShuttingDown no -> error(503, OUR_FAULT, "shutting_down",
                    "This gateway is shutting down.").retryIn(no.retryAfter());
            case Refusal.Overloaded no -> error(503, OUR_FAULT, "overloaded",
                    "The requests being read now leave no room for this one.").retryIn(no.retryAfter());
            case Refusal.CallerLeft no -> error(499, OUR_FAULT, "caller_left", "The caller left.");
            case Refusal.Broken no -> error(500, OUR_FAULT, "internal_error",
                    "The gateway failed in a way it should not. Its log has the reason under this request's id.");
        };
    }

    /** An error after the first streamed byte, as the one event that says so. */
    static Buffer event(String code, String message) {
        return Buffer.buffer("data: " + error(502, OUR_FAULT, code, message).json() + "\n\n");
    }

    /** A guard's no after the first streamed byte: of the type that a whole answer's has, unless the provider's stream could not be read. */
    static Buffer blocked(String code, String message) {
        return code.equals("upstream_error") ? event(code, message)
                : Buffer.buffer("data: " + error(400, BAD_REQUEST, code, message).json() + "\n\n");
    }

    Buffer json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error").put("message", message).put("type", type).put("param", param).put("code", code);
        return Buffer.buffer(root.toString());
    }

    private static String blocked(Refusal.Blocked no) {
        String where = no.in() ? "The request" : "The answer";
        String rules = String.join(", ", no.rules());
        return switch (no.what()) {
            case INJECTION -> where + " was blocked: it looks like an attempt to override instructions (" + rules + ").";
            case HARM -> where + " was blocked: it looks harmful (" + rules + ").";
            case PERSONAL_DATA -> where + " was blocked: it holds personal data (" + rules + ").";
            case POLICY -> where + " was blocked by a policy of this gateway's operator (" + rules + ").";
        };
    }

    private static String overLimit(Refusal.OverLimit no) {
        String limit = "the limit of " + no.limit() + " " + no.unit().name().toLowerCase(Locale.ROOT) + " per minute of " + no.whose();
        return no.never() ? "This request needs " + no.asked() + " tokens, more than " + limit + " ever lets through; ask for less output, or send less input."
                : "This request exceeds " + limit + "; try again in " + Math.max(1, no.retryAfter().toMillis()) + " ms.";
    }

    private static String tenants(Refusal.NoTenant no) {
        if (no.claims().isEmpty()) {
            return "no tenant of this gateway takes tokens";
        }
        return no.several() ? "belongs to more than one tenant of this gateway, by " + claims(no.claims()) + "; it must belong to one"
                : "belongs to no tenant of this gateway, which looks at " + claims(no.claims());
    }

    private static String claims(List<String> paths) {
        String shown = paths.stream().limit(MAX_CLAIMS).map(path -> "'" + path + "'").collect(Collectors.joining(", "));
        return (paths.size() == 1 ? "the claim " : "the claims ") + shown + (paths.size() > MAX_CLAIMS ? " and others" : "");
    }

    private static String tried(int attempts, String detail) {
        return attempts > 1 ? "All " + attempts + " attempts failed; in the last one " + detail + "." : "The attempt failed: " + detail + ".";
    }

    private static ErrorBody error(int status, String type, String code, String message) {
        return new ErrorBody(status, type, code, null, message, Optional.empty());
    }

    private ErrorBody about(String parameter) {
        return new ErrorBody(status, type, code, parameter, message, retryAfter);
    }

    private ErrorBody retryIn(Duration wait) {
        return new ErrorBody(status, type, code, param, message, Optional.of(wait));
    }
}
