package dev.portcullis.config.guard;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * One entry of {@code guards}: what a tenant's calls and their answers are checked for. What is left out is flagged: looked for and
 * told, without a change to what passes.
 *
 * @param sanitize whether control, zero-width, bidirectional and tag characters are taken out of text that is not trusted
 * @param policies at most {@value #MOST_POLICIES}, with names that differ; the {@linkplain PatternSize sizes} of all their patterns are
 *                 together at most {@value #LARGEST_PATTERNS}, and their terms, with those of prompts, have at most
 *                 {@value #LARGEST_TERMS} characters
 * @param prompts  what takes the place of all this for calls of some prompts; never has such itself
 */
public record GuardSettings(String name, boolean sanitize, InjectionSettings injection, PiiSettings pii, HarmSettings harm,
        List<PolicySettings> policies, HoldBack holdBack, PromptGuards prompts) {

    /** The entry of tenants that name none. */
    public static final String DEFAULT_NAME = "default";

    static final int MOST_POLICIES = 64;
    static final int LARGEST_PATTERNS = 20_000;
    /** Characters: an automaton of so many takes some tens of megabytes. */
    static final int LARGEST_TERMS = 500_000;

    public GuardSettings {
        policies = List.copyOf(policies);
    }

    /** The same for calls of all prompts. */
    public GuardSettings(String name, boolean sanitize, InjectionSettings injection, PiiSettings pii, HarmSettings harm,
            List<PolicySettings> policies, HoldBack holdBack) {
        this(name, sanitize, injection, pii, harm, policies, holdBack, PromptGuards.NONE);
    }

    /** An entry that says nothing: {@code name: {}}. */
    public static GuardSettings of(String name) {
        return new GuardSettings(name, true, InjectionSettings.DEFAULT, PiiSettings.DEFAULT, HarmSettings.DEFAULT, List.of(),
                HoldBack.DEFAULT);
    }

    public static GuardSettings read(String name, Section in) {
        GuardSettings guard = over(of(name), in, new Floor(true));
        PromptGuards prompts = PromptGuards.read(in, guard);
        long ofGuard = terms(guard.policies);
        long terms = ofGuard + prompts.entries().stream().mapToLong(entry -> terms(entry.settings().policiesBeside(guard))).sum();
        if (ofGuard <= LARGEST_TERMS && terms > LARGEST_TERMS) {
            in.problem("prompts", "the terms of this guard and its prompts have " + terms + " characters, and at most " + LARGEST_TERMS
                    + " are allowed together; use fewer or shorter ones");
        }
        return new GuardSettings(name, guard.sanitize, guard.injection, guard.pii, guard.harm, guard.policies, guard.holdBack, prompts);
    }

    /** What a section says, and where it says nothing, what another guard does. */
    static GuardSettings over(GuardSettings guard, Section in, Floor floor) {
        boolean sanitize = in.flag("sanitize", guard.sanitize);
        floor.flag(in, "sanitize", sanitize, guard.sanitize, true);
        return new GuardSettings(
                guard.name,
                sanitize,
                in.section("injection", section -> InjectionSettings.over(guard.injection, section, floor)),
                in.section("pii", section -> PiiSettings.over(guard.pii, section, floor)),
                in.section("harm", section -> HarmSettings.over(guard.harm, section, floor)),
                policies(guard.policies, in, floor),
                in.section("hold-back", section -> HoldBack.over(guard.holdBack, section, floor)));
    }

    /** Those of the guard, each of which one of the same name takes the place of, and then all others. */
    private static List<PolicySettings> policies(List<PolicySettings> guards, Section in, Floor floor) {
        List<Value> values = in.list("policies").orElse(List.of());
        Set<String> names = new HashSet<>();
        Map<String, PolicySettings> policies = new LinkedHashMap<>();
        guards.forEach(policy -> policies.put(policy.name(), policy));
        for (Value value : values.subList(0, Math.min(values.size(), MOST_POLICIES))) {
            PolicySettings own = value.section(policy -> PolicySettings.read(policy, names, guards, floor));
            // Of those whose name cannot be read none is lost: what else is wrong with them is told all the same.
            policies.put(own.name().isEmpty() ? "#" + policies.size() : own.name(), own);
        }
        int count = policies.size() + Math.max(0, values.size() - MOST_POLICIES);
        if (count > MOST_POLICIES) {
            in.problem("policies", "has " + count + " entries, and at most " + MOST_POLICIES + " are allowed");
        }
        List<PolicySettings> all = List.copyOf(policies.values());
        check(all, in);
        return all;
    }

    private static void check(List<PolicySettings> policies, Section in) {
        long size = policies.stream().flatMap(policy -> policy.patterns().stream())
                .mapToLong(pattern -> PatternSize.of(pattern.pattern())).sum();
        if (size > LARGEST_PATTERNS) {
            in.problem("policies", "the patterns of all policies are together too large: every text would take long. Use fewer, or smaller"
                    + " numbers in { }; words are cheaper as terms");
        }
        long terms = terms(policies);
        if (terms > LARGEST_TERMS) {
            in.problem("policies", "the terms of all policies have " + terms + " characters, and at most " + LARGEST_TERMS
                    + " are allowed together; use fewer or shorter ones");
        }
    }

    /** The rest, for who keeps the policies elsewhere: their terms can be long. */
    public GuardSettings withoutPolicies() {
        return new GuardSettings(name, sanitize, injection, pii, harm, List.of(), holdBack);
    }

    private List<PolicySettings> policiesBeside(GuardSettings guard) {
        return policies.stream().filter(policy -> !guard.policies.contains(policy)).toList();
    }

    private static long terms(List<PolicySettings> policies) {
        return policies.stream().flatMap(policy -> policy.terms().stream()).mapToLong(String::length).sum();
    }

    /** Those that look at texts of one direction, in the order of the file. */
    public List<PolicySettings> policies(Direction direction) {
        return policies.stream().filter(policy -> policy.on().contains(direction)).toList();
    }

    /**
     * 32 hexadecimal digits that are equal for settings that do the same to every text, whatever they are called. An answer that was
     * kept under another fingerprint was checked for something else. Says nothing of {@link #prompts}, which have their own.
     * Computed anew each time; keep it beside what is made of the settings.
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
