package dev.portcullis.pipeline.release;

import java.util.Optional;
import java.util.function.Predicate;

/** The experiments that run. They are in memory: a call waits for nobody, and where its prompt has none it costs one look into a table. */
@FunctionalInterface
public interface Experiments {

    Experiments NONE = (prompt, unit, says) -> Optional.empty();

    /**
     * The variant that a call without a version gets.
     *
     * @param unit who asks, see {@link Split#unit}: the same one gets the same variant for as long as the experiment runs
     * @param says whether the call itself has a field, such as {@code model}: a call that says itself what the variants differ in is no part
     *             of the experiment, whichever of them it would have got
     * @return empty for calls that are no part of one
     */
    Optional<Variant> variant(String prompt, String unit, Predicate<String> says);
}
