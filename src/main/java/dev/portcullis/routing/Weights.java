package dev.portcullis.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model's calls are shared out.
 *
 * @param byTarget   in the file's order
 * @param overridden whether an operator set them; else they are the file's
 */
public record Weights(Map<String, Integer> byTarget, boolean overridden) {

    public Weights {
        byTarget = Collections.unmodifiableMap(new LinkedHashMap<>(byTarget));
    }
}
