package dev.portcullis.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The methods that each path takes, which REST knows but does not tell. A test compares this with the resources. */
enum AllowedMethods {
    KEYS("/admin/v1/tenants/.+/keys", "GET, POST"),
    KEY("/admin/v1/tenants/.+/keys/[^/]+", "DELETE"),
    WEIGHTS("/admin/v1/models/.+/weights", "GET, PUT, DELETE"),
    MODEL_SWITCH("/admin/v1/models/.+/switch", "POST"),
    MODEL_PROMOTE("/admin/v1/models/.+/promote", "POST"),
    MODEL_ROLLBACK("/admin/v1/models/.+/rollback", "POST"),
    MODEL_CANARY("/admin/v1/models/.+/canary", "GET, POST, DELETE"),
    MODEL_CANARY_FORECAST("/admin/v1/models/.+/canary/forecast", "POST"),
    MODEL_CANARY_RESUMED("/admin/v1/models/.+/canary/resume", "POST"),
    MODEL_SHADOW("/admin/v1/models/.+/shadow", "GET, POST, DELETE"),
    AUDIT("/admin/v1/audit", "GET"),
    USAGE("/admin/v1/usage", "GET"),
    COSTS("/admin/v1/costs", "GET"),
    TEMPLATES("/admin/v1/costs/templates", "GET"),
    PURGE("/admin/v1/cache/purge", "POST"),
    PROMPTS("/admin/v1/prompts", "GET, POST"),
    PROMPT("/admin/v1/prompts/[^/]+", "GET"),
    PROMPT_VERSION("/admin/v1/prompts/[^/]+/versions/[^/]+", "GET"),
    PROMPT_RENDERED("/admin/v1/prompts/[^/]+/versions/[^/]+/render", "POST"),
    PROMPT_DIFFERENCE("/admin/v1/prompts/[^/]+/diff", "GET"),
    PROMPT_DEPLOYMENT("/admin/v1/prompts/[^/]+/deployment", "GET, PUT"),
    PROMPT_SWITCH("/admin/v1/prompts/[^/]+/deployment/switch", "POST"),
    PROMPT_PROMOTE("/admin/v1/prompts/[^/]+/deployment/promote", "POST"),
    PROMPT_ROLLBACK("/admin/v1/prompts/[^/]+/deployment/rollback", "POST"),
    PROMPT_CANARY("/admin/v1/prompts/[^/]+/canary", "GET, POST, DELETE"),
    PROMPT_CANARY_FORECAST("/admin/v1/prompts/[^/]+/canary/forecast", "POST"),
    PROMPT_CANARY_RESUMED("/admin/v1/prompts/[^/]+/canary/resume", "POST"),
    PROMPT_SHADOW("/admin/v1/prompts/[^/]+/shadow", "GET, POST, DELETE"),
    PROMPT_QUALITY("/admin/v1/prompts/[^/]+/quality", "GET"),
    EXPERIMENTS("/admin/v1/experiments", "GET, POST"),
    EXPERIMENT("/admin/v1/experiments/[^/]+", "GET"),
    EXPERIMENT_OUTCOMES("/admin/v1/experiments/[^/]+/outcomes", "POST"),
    EXPERIMENT_STOP("/admin/v1/experiments/[^/]+/stop", "POST"),
    CONFIG("/admin/v1/config", "GET"),
    RELOAD("/admin/v1/config/reload", "POST");

    private final Pattern path;
    private final String methods;

    AllowedMethods(String path, String methods) {
        this.path = Pattern.compile(path + "/?");
        this.methods = methods;
    }

    /** As {@link #of}; empty too where this method is among them. */
    static Optional<String> insteadOf(String method, String path) {
        return of(path).filter(methods -> !List.of(methods.split(", ")).contains(method));
    }

    /** As the {@code allow} header writes them; empty where no resource has this path. */
    static Optional<String> of(String path) {
        return List.of(values()).stream().filter(known -> known.path.matcher(path).matches()).map(known -> known.methods).findFirst();
    }
}
