package dev.portcullis.provider;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Target;
import java.util.Map;

/** How one kind of provider is spoken to: pure functions, one class a kind. */
public interface Dialect {

    /** Path and query below the provider's base URL, beginning with a slash. */
    String path(Endpoint endpoint, Target target);

    /** The header that carries the provider's key. */
    Map.Entry<String, String> credential(String key);

    /** Whether the provider reads {@code model} in the body; if it does not, the body is left as the caller wrote it. */
    boolean modelInBody();
}
