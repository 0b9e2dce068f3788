package dev.portcullis.pipeline.release;

import java.util.Optional;

/**
 * What a call gets of a model whose canary runs.
 *
 * @param target     by its name within the model: the one that this caller's calls go to
 * @param tried      whether it is the one that is tried
 * @param assignment to a side by which it is judged; empty for callers between the two
 */
public record ModelSide(String target, boolean tried, Optional<Assignment> assignment) {
}
