package dev.portcullis.guard;

import java.util.List;

/**
 * How much a text looks like an attempt to override instructions.
 *
 * @param score from 0 to 1, calibrated
 * @param rules what contributed to it, by name
 */
public record Injection(double score, List<String> rules) {

    public static final Injection NONE = new Injection(0, List.of());
}
