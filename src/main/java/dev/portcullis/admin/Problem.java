package dev.portcullis.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/**
 * Why a request of the control plane was not done, as it is answered: {@code {"error":{"message","type","param","code"}}}, which
 * is how the data plane answers as well.
 */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String BAD_REQUEST = "invalid_request_error";
    private static final String OUR_FAULT = "server_error";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int status;
    private final String type;
    private final String code;
    private final String param;
    private final transient List<String> details;

    private Problem(int status, String type, String code, String param, String message, List<String> details) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.details = details;
    }

    static Problem malformed(String message) {
        return of(400, "invalid_json", null, message);
    }

    static Problem unauthenticated(String message) {
        return new Problem(401, "authentication_error", "invalid_api_key", null, message, List.of());
    }

    static Problem forbidden() {
        return new Problem(403, "permission_error", "insufficient_permissions", null, "This needs the role 'admin'.", List.of());
    }

    static Problem unknown(String code, String param, String message) {
        return of(404, code, param, message);
    }

    static Problem unknownPath(String method, String path) {
        return of(404, "unknown_url", null, "Unknown request URL: " + method + " " + path + ".");
    }

    static Problem conflict(String code, String message) {
        return of(409, code, null, message);
    }

    static Problem invalid(String param, String message) {
        return of(422, "invalid_value", param, message);
    }

    static Problem invalidConfig(List<String> problems) {
        return new Problem(422, BAD_REQUEST, "invalid_config", null,
                "The file is not used; the configuration in force stays. " + String.join("\n", problems), problems);
    }

    static Problem storeUnavailable() {
        return new Problem(503, OUR_FAULT, "store_unavailable", null, "The database is away; try again.", List.of());
    }

    static Problem issuerUnavailable() {
        return new Problem(503, OUR_FAULT, "issuer_unavailable", null, "The token's issuer cannot be asked for its keys now; try again.", List.of());
    }

    static Problem broken() {
        return new Problem(500, OUR_FAULT, "internal_error", null,
                "The gateway failed in a way it should not. Its log has the reason under this request's id.", List.of());
    }

    /** For what is the caller's fault in more than one way. @param details each of them on a line of its own */
    static Problem listed(int status, String code, String param, String message, List<String> details) {
        return new Problem(status, BAD_REQUEST, code, param, message, details);
    }

    /** For what is the caller's fault. */
    static Problem of(int status, String code, String param, String message) {
        return new Problem(status, BAD_REQUEST, code, param, message, List.of());
    }

    int status() {
        return status;
    }

    /** Whether it is worth trying again, and the head says when. */
    boolean passes() {
        return status == 503;
    }

    static String retryAfter() {
        return Long.toString(SOON.toSeconds());
    }

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error").put("message", getMessage()).put("type", type).put("param", param).put("code", code);
        if (!details.isEmpty()) {
            ArrayNode problems = error.putArray("problems");
            details.forEach(problems::add);
        }
        return root.toString();
    }
}
