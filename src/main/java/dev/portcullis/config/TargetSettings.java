package dev.portcullis.config;

import java.util.Set;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Section;

/**
 * One way to answer for a model.
 *
 * @param name   {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param model  what the provider calls it
 * @param weight its share is its weight over the sum of all; 0 takes no traffic; at most 1,000,000
 */
public record TargetSettings(String name, String provider, String model, int weight) {

    static final int DEFAULT_WEIGHT = 100;
    public static final int MOST_WEIGHT = 1_000_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    static TargetSettings read(String name, String clientModel, Section in, Set<String> providers) {
        if (!NAME.matcher(name).matches()) {
            in.problem("the name of a target is 1 to 64 of a-z, 0-9, '.', '_' and '-', and starts with a letter or digit");
        }
        return new TargetSettings(
                name,
                in.required("provider").flatMap(value -> value.reference(providers, "a provider of this file")).orElse(""),
                in.value("model").flatMap(Names::read).orElse(clientModel),
                in.whole("weight", 0, MOST_WEIGHT, DEFAULT_WEIGHT));
    }
}
