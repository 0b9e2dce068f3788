package dev.portcullis.pipeline.release;

import java.util.Map;
import java.util.Optional;

/**
 * What a call gets that is a part of an experiment.
 *
 * @param version  exact, in place of what is deployed
 * @param model    in place of the version's
 * @param settings that win over the version's: plain JSON values
 */
public record Variant(Assignment assignment, Optional<String> version, Optional<String> model, Map<String, Object> settings) {

    public Variant {
        settings = Map.copyOf(settings);
    }
}
