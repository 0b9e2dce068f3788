package dev.portcullis.simulator.wire;

import java.util.Optional;

/** An error as OpenAI writes it: {@code {"error":{"message","type","param","code"}}} under a status. */
public record ApiError(int status, String message, String type, Optional<String> param, Optional<String> code) {
    private static final String INVALID = "invalid_request_error";

    public static ApiError invalid(String param, String code, String message) {
        return new ApiError(400, message, INVALID, Optional.of(param), Optional.of(code));
    }

    public static ApiError missing(String param) {
        return invalid(param, "missing_required_parameter", "Missing required parameter: '" + param + "'.");
    }

    public static ApiError notJson() {
        return new ApiError(400, "We could not parse the JSON body of your request: expected one JSON object.",
                INVALID, Optional.empty(), Optional.empty());
    }

    public static ApiError unknownPath(String method, String path) {
        return new ApiError(404, "Invalid URL (" + method + " " + path + ")", INVALID, Optional.empty(), Optional.empty());
    }

    public static ApiError wrongMethod(String method, String path) {
        return new ApiError(405, "Not allowed to " + method + " on " + path + ".", INVALID, Optional.empty(), Optional.empty());
    }

    public static ApiError wrongKey() {
        return new ApiError(401, "Incorrect API key provided.", INVALID, Optional.empty(), Optional.of("invalid_api_key"));
    }

    /** What OpenAI says under this status, for a model of this name. */
    public static ApiError ofStatus(int status, String model) {
        return switch (status) {
            case 401 -> wrongKey();
            case 404 -> new ApiError(404, "The model `" + model + "` does not exist or you do not have access to it.",
                    INVALID, Optional.empty(), Optional.of("model_not_found"));
            case 429 -> new ApiError(429, "Rate limit reached for " + model + " on requests per min (RPM).",
                    "requests", Optional.empty(), Optional.of("rate_limit_exceeded"));
            case 503 -> new ApiError(503, "The engine is currently overloaded, please try again later.",
                    "server_error", Optional.empty(), Optional.empty());
            default -> new ApiError(status,
                    status < 500 ? "The request was refused with " + status + "." : "The server had an error processing your request.",
                    status < 500 ? INVALID : "server_error", Optional.empty(), Optional.empty());
        };
    }

    public String json() {
        return "{\"error\":{\"message\":" + Json.quote(message) + ",\"type\":" + Json.quote(type)
                + ",\"param\":" + param.map(Json::quote).orElse("null")
                + ",\"code\":" + code.map(Json::quote).orElse("null") + "}}";
    }
}
