package dev.portcullis.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.portcullis.config.yaml.PromptPattern;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;
import dev.portcullis.config.yaml.Wildcard;

/**
 * Which prompts' calls may be answered from what was asked in other words.
 *
 * @param prompts    ids, in which {@code *} stands for any number of characters; empty: none, the default
 * @param threshold  0.5 to 1: the least cosine of two questions that may share an answer
 * @param embeddings which of {@code models} embeds the questions; absent: the one in this process
 */
public record SimilarSettings(List<String> prompts, double threshold, Optional<String> embeddings) {

    /** Measured for the model in this process, see {@code src/docs/semantic-cache.md}. */
    private static final double DEFAULT_THRESHOLD = 0.85;
    private static final BigDecimal LEAST_THRESHOLD = new BigDecimal("0.5");
    private static final int THRESHOLD_DECIMALS = 3;
    private static final String IN_PROCESS = "in-process";

    public static final SimilarSettings OFF = new SimilarSettings(List.of(), DEFAULT_THRESHOLD, Optional.empty());

    public SimilarSettings {
        prompts = List.copyOf(prompts);
    }

    public boolean isOff() {
        return prompts.isEmpty();
    }

    /** Whether calls of this prompt are meant. Allocates nothing. */
    public boolean isFor(String prompt) {
        for (int i = 0; i < prompts.size(); i++) {
            if (Wildcard.matches(prompts.get(i), prompt)) {
                return true;
            }
        }
        return false;
    }

    static SimilarSettings read(Section in, Set<String> names, Map<String, ModelSettings> models) {
        List<String> prompts = in.list("prompts").map(values -> patterns(values, in)).orElse(List.of());
        double threshold = in.value("threshold").flatMap(SimilarSettings::threshold).orElse(DEFAULT_THRESHOLD);
        Optional<String> model = in.value("embeddings").flatMap(value -> model(value, names, models));
        if (model.isPresent() && in.value("threshold").isEmpty()) {
            in.later(() -> in.warning("threshold", "is left out, and the default was measured for in-process; another model needs one of its own"));
        }
        return new SimilarSettings(prompts, threshold, model);
    }

    private static List<String> patterns(List<Value> values, Section in) {
        if (values.isEmpty()) {
            in.problem("prompts", "the list is empty; leave the key out to compare no questions");
        }
        List<String> patterns = new ArrayList<>();
        for (Value value : values) {
            PromptPattern.read(value).ifPresent(pattern -> {
                if (patterns.contains(pattern)) {
                    value.problem(value.shown() + " is listed twice");
                }
                patterns.add(pattern);
            });
        }
        return patterns;
    }

    private static Optional<Double> threshold(Value value) {
        return value.decimal(1, THRESHOLD_DECIMALS).filter(number -> {
            boolean enough = number.compareTo(LEAST_THRESHOLD) >= 0;
            if (!enough) {
                value.problem("must be at least " + LEAST_THRESHOLD + ": below it questions are alike that have nothing in common");
            }
            return enough;
        }).map(BigDecimal::doubleValue);
    }

    /** Vectors of two models say nothing of each other. */
    private static Optional<String> model(Value value, Set<String> names, Map<String, ModelSettings> models) {
        Optional<String> named = value.text().filter(text -> !text.equals(IN_PROCESS))
                .flatMap(text -> value.reference(names, "in-process or a model of this file"));
        return named.filter(name -> {
            ModelSettings model = models.get(name);
            boolean one = model == null || model.targets().stream().map(TargetSettings::model).distinct().count() <= 1;
            if (!one) {
                value.problem("the targets of " + name + " are different models (" + model.targets().stream().map(TargetSettings::model).distinct()
                        .collect(Collectors.joining(", ")) + "), whose vectors cannot be compared");
            }
            return one;
        });
    }
}
