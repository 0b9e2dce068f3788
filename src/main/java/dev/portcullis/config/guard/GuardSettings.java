package dev.portcullis.config.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * One entry of {@code guards}: what a tenant's calls and their answers are checked for. What is left out is flagged: looked for and
 * told, without a change to what passes.
 *
 * @param sanitize whether control, zero-width, bidirectional and tag characters are taken out of text that is not trusted
 * @param policies at most {@value #MOST_POLICIES}, with names that differ; the {@linkplain PatternSize sizes} of all their patterns are
 *                 together at most {@value #LARGEST_PATTERNS}, and their terms have at most {@value #LARGEST_TERMS} characters
 */
public record GuardSettings(String name, boolean sanitize, InjectionSettings injection, PiiSettings pii, HarmSettings harm,
        List<PolicySettings> policies, HoldBack holdBack) {

    /** The entry of tenants that name none. */
    public static final String DEFAULT_NAME = "default";

    static final int MOST_POLICIES = 64;
    static final int LARGEST_PATTERNS = 20_000;
    /** Characters: an automaton of so many takes some tens of megabytes. */
    static final int LARGEST_TERMS = 500_000;

    public GuardSettings {
        policies = List.copyOf(policies);
    }

    /** An entry that says nothing: {@code name: {}}. */
    public static GuardSettings of(String name) {
        return new GuardSettings(name, true, InjectionSettings.DEFAULT, PiiSettings.DEFAULT, HarmSettings.DEFAULT, List.of(),
                HoldBack.DEFAULT);
    }

    public static GuardSettings read(String name, Section in) {
        return new GuardSettings(
                name,
                in.flag("sanitize", true),
                in.section("injection", InjectionSettings::read),
                in.section("pii", PiiSettings::read),
                in.section("harm", HarmSettings::read),
                policies(in),
                in.section("hold-back", HoldBack::read));
    }

    private static List<PolicySettings> policies(Section in) {
        List<Value> values = in.list("policies").orElse(List.of());
        if (values.size() > MOST_POLICIES) {
            in.problem("policies", "has " + values.size() + " entries, and at most " + MOST_POLICIES + " are allowed");
        }
        Set<String> names = new HashSet<>();
        List<PolicySettings> policies = new ArrayList<>();
        values.stream().limit(MOST_POLICIES)
                .forEach(value -> policies.add(value.section(policy -> PolicySettings.read(policy, names))));
        long size = policies.stream().flatMap(policy -> policy.patterns().stream())
                .mapToLong(pattern -> PatternSize.of(pattern.pattern())).sum();
        if (size > LARGEST_PATTERNS) {
            in.problem("policies", "the patterns of all policies are together too large: every text would take long. Use fewer, or smaller"
                    + " numbers in { }; words are cheaper as terms");
        }
        long terms = policies.stream().flatMap(policy -> policy.terms().stream()).mapToLong(String::length).sum();
        if (terms > LARGEST_TERMS) {
            in.problem("policies", "the terms of all policies have " + terms + " characters, and at most " + LARGEST_TERMS
                    + " are allowed together; use fewer or shorter ones");
        }
        return policies;
    }

    /** Those that look at texts of one direction, in the order of the file. */
    public List<PolicySettings> policies(Direction direction) {
        return policies.stream().filter(policy -> policy.on().contains(direction)).toList();
    }

    /**
     * 32 hexadecimal digits that are equal for settings that do the same to every text, whatever they are called. An answer that was
     * kept under another fingerprint was checked for something else. Computed anew each time; keep it beside what is made of the settings.
     */
    public String fingerprint() {
        Fingerprint fingerprint = new Fingerprint().add(sanitize);
        injection.describe(fingerprint);
        pii.describe(fingerprint);
        harm.describe(fingerprint);
        fingerprint.add(policies.size());
        policies.forEach(policy -> policy.describe(fingerprint));
        holdBack.describe(fingerprint);
        return fingerprint.text();
    }
}
