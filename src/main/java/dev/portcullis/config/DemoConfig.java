package dev.portcullis.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is served where there is no file: the model {@code demo}, from the built-in simulator; no tenants. */
public final class DemoConfig {

    private static final String PROVIDER = "simulator";
    private static final String MODEL = "demo";

    private DemoConfig() {}

    public static GatewayConfig create() {
        ProviderSettings provider = new ProviderSettings(PROVIDER, Dialect.SIMULATOR, Optional.empty(), Optional.empty(),
                Optional.empty(), Timeouts.DEFAULT, ProviderSettings.DEFAULT_CONNECTIONS, true);
        TargetSettings target = new TargetSettings(PROVIDER, PROVIDER, MODEL, TargetSettings.DEFAULT_WEIGHT);
        ModelSettings model = new ModelSettings(MODEL, List.of(target), Sticky.NONE, ModelSettings.DEFAULT_RETRIES,
                BreakerSettings.DEFAULT, List.of(), Optional.empty());
        return new GatewayConfig(Map.of(PROVIDER, provider), Map.of(MODEL, model), Map.of(), Map.of(), CacheSettings.DEFAULT, PromptSettings.NONE,
                FeedbackSettings.DEFAULT);
    }
}
