package dev.portcullis.pipeline.release;

import java.util.Optional;
import java.util.function.Supplier;

/** The models whose canaries run. They are in memory: a call waits for nobody, and where its model has none it costs one look into a table. */
@FunctionalInterface
public interface ModelReleases {

    ModelReleases NONE = (model, unit) -> Optional.empty();

    /** @param unit who asks, see {@link Split#unit}; asked for only where it matters. @return empty where no canary of the model runs */
    Optional<ModelSide> side(String model, Supplier<String> unit);
}
