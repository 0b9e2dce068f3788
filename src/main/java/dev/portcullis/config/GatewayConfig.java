package dev.portcullis.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.pipeline.Target;

/** The whole of {@code gateway.yaml}, complete and consistent: every name that is referred to exists. Maps keep the order of the file. */
public record GatewayConfig(
        Map<String, ProviderSettings> providers,
        Map<String, ModelSettings> models,
        Map<String, TenantSettings> tenants,
        Map<String, GuardSettings> guards,
        CacheSettings cache,
        PromptSettings prompts,
        FeedbackSettings feedback) {

    public GatewayConfig {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        tenants = Collections.unmodifiableMap(new LinkedHashMap<>(tenants));
        guards = Collections.unmodifiableMap(new LinkedHashMap<>(guards));
    }

    /** Every target of every model. */
    public List<Target> targets() {
        return models.values().stream()
                .flatMap(model -> model.targets().stream()
                        .map(target -> new Target(model.name(), target.name(), target.provider(), target.model())))
                .toList();
    }

    /**
     * What a tenant's calls are checked for: the entry of {@code guards} that it names, else the entry {@code default}. Empty where there
     * is none: nothing is checked. A tenant that the file does not have is one that names none.
     */
    public Optional<GuardSettings> guardOf(String tenant) {
        String name = Optional.ofNullable(tenants.get(tenant)).flatMap(TenantSettings::guard).orElse(GuardSettings.DEFAULT_NAME);
        return Optional.ofNullable(guards.get(name));
    }

    private static GuardSettings guard(String name, Section in) {
        Names.check(name, in);
        return GuardSettings.read(name, in);
    }

    static GatewayConfig read(Section in) {
        Map<String, ProviderSettings> providers = in.someNamed("providers", ProviderSettings::read);
        Set<String> models = in.names("models");
        Set<String> guards = in.names("guards");
        Map<KeyHash, String> owners = new HashMap<>();
        TenantClaim.Owners claimants = new TenantClaim.Owners();
        Map<String, ModelSettings> settings = in.someNamed("models", (name, model) -> ModelSettings.read(name, model, providers, models));
        return new GatewayConfig(
                providers,
                settings,
                in.named("tenants", (name, tenant) -> TenantSettings.read(name, tenant, models, guards, owners, claimants)),
                in.named("guards", GatewayConfig::guard),
                in.section("cache", cache -> CacheSettings.read(cache, models, settings)),
                in.section("prompts", PromptSettings::read),
                in.section("feedback", FeedbackSettings::read));
    }
}
