package dev.portcullis.guard.injection;

import java.util.List;

/**
 * What rules and model say of a text.
 *
 * @param score of both, 0 to 1
 * @param rules what the rules say by themselves, 0 to 1
 * @param model what the model says by itself, 0 to {@value InjectionCheck#MOST}
 * @param names each rule that was found, the weightiest first; then {@code model}, if without it the text would be below a threshold
 *              that it reaches
 */
public record Judgement(double score, double rules, double model, List<String> names) {}
