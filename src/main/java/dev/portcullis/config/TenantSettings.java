package dev.portcullis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.config.yaml.PromptPattern;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;
import dev.portcullis.config.yaml.Wildcard;

/**
 * Someone who calls.
 *
 * @param keys    a key belongs to one tenant only
 * @param oidc    which tokens of an OpenID provider are this tenant's; absent: none
 * @param models  what it may call: names of models, {@code *} stands for any number of characters; absent: every model
 * @param prompts what it may name and read: ids of prompts, {@code *} stands for any number of characters; absent: every prompt, empty: none
 * @param limits  how much it may take
 * @param budget  how much it may spend
 * @param guard   the entry of {@code guards} its calls are checked by; absent: {@code default}
 * @param cache   whether it may be answered from what is known already
 */
public record TenantSettings(String name, List<KeyHash> keys, Optional<TenantClaim> oidc, Optional<List<String>> models,
        Optional<List<String>> prompts, LimitSettings limits, BudgetSettings budget, Optional<String> guard, TenantCacheSettings cache) {

    public TenantSettings {
        keys = List.copyOf(keys);
        models = models.map(List::copyOf);
        prompts = prompts.map(List::copyOf);
    }

    /** Whether a call of this tenant may name this model. */
    public boolean mayUse(String model) {
        return models.isEmpty() || models.get().stream().anyMatch(pattern -> Wildcard.matches(pattern, model));
    }

    /** Whether a call of this tenant may name this prompt, and its keys read it. */
    public boolean maySee(String prompt) {
        return prompts.isEmpty() || prompts.get().stream().anyMatch(pattern -> Wildcard.matches(pattern, prompt));
    }

    /**
     * @param guards    the names of the entries of {@code guards}
     * @param owners    which tenant has which key, of all tenants read so far; this one's are added
     * @param claimants the same for what tokens claim
     */
    static TenantSettings read(String name, Section in, Set<String> models, Set<String> guards, Map<KeyHash, String> owners,
            TenantClaim.Owners claimants) {
        Names.check(name, in);
        return new TenantSettings(
                name,
                keys(name, in, owners),
                in.value("oidc").flatMap(present -> in.section("oidc", claim -> TenantClaim.read(name, claim, claimants))),
                in.list("models").map(values -> patterns(values, in, models)),
                in.list("prompts").map(values -> values.stream().map(PromptPattern::read).flatMap(Optional::stream).toList()),
                in.section("limits", LimitSettings::read),
                in.section("budget", BudgetSettings::read),
                in.value("guard").flatMap(value -> guard(value, guards)),
                in.section("cache", TenantCacheSettings::read));
    }

    private static List<KeyHash> keys(String name, Section in, Map<KeyHash, String> owners) {
        List<KeyHash> keys = new ArrayList<>();
        for (Value value : in.list("keys").orElse(List.of())) {
            KeyHash.read(value).ifPresent(key -> {
                String owner = owners.putIfAbsent(key, name);
                if (owner != null) {
                    value.problem(owner.equals(name) ? "this key is listed twice" : "this key already belongs to the tenant " + owner);
                }
                keys.add(key);
            });
        }
        return keys;
    }

    private static Optional<String> guard(Value value, Set<String> guards) {
        if (guards.isEmpty()) {
            value.problem("names an entry of guards, and this file has none");
            return Optional.empty();
        }
        return value.reference(guards, "an entry of guards");
    }

    private static List<String> patterns(List<Value> values, Section in, Set<String> models) {
        if (values.isEmpty()) {
            in.problem("models", "the list is empty; leave the key out to allow every model");
        }
        List<String> patterns = new ArrayList<>();
        for (Value value : values) {
            value.text().ifPresent(pattern -> {
                boolean matches = models.isEmpty() || models.stream().anyMatch(model -> Wildcard.matches(pattern, model));
                if (!matches && pattern.contains("*")) {
                    value.problem(value.shown() + " matches no model of this file");
                } else if (!matches) {
                    value.reference(models, "a model of this file");
                }
                patterns.add(pattern);
            });
        }
        return patterns;
    }
}
