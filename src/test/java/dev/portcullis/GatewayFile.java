package dev.portcullis;

import dev.portcullis.tenant.Keys;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A {@code gateway.yaml} as tests need it. Further settings are given as YAML writes them between braces, beginning with a comma. */
final class GatewayFile {

    private final StringBuilder providers = new StringBuilder();
    private final StringBuilder models = new StringBuilder();
    private final StringBuilder tenants = new StringBuilder();

    GatewayFile provider(String name, String baseUrl, String more) {
        return provider(name, "openai", baseUrl, more);
    }

    GatewayFile provider(String name, String dialect, String baseUrl, String more) {
        providers.append("  ").append(name).append(": { dialect: ").append(dialect).append(", base-url: \"").append(baseUrl).append('"')
                .append(more).append(" }\n");
        return this;
    }

    /** The provider {@code simulator}, in the gateway's own process. */
    GatewayFile builtInSimulator() {
        providers.append("  simulator: { dialect: simulator }\n");
        return this;
    }

    /** A model with one target, {@code only}, whose failures are not tried again. */
    GatewayFile single(String name, String provider, String upstreamModel) {
        return model(name, ", retries: 0", target("only", provider, upstreamModel, 1));
    }

    GatewayFile model(String name, String more, String... targets) {
        models.append("  ").append(name).append(": { targets: { ")
                .append(Arrays.stream(targets).collect(Collectors.joining(", "))).append(" }").append(more).append(" }\n");
        return this;
    }

    static String target(String name, String provider, String upstreamModel, int weight) {
        return name + ": { provider: " + provider + ", model: \"" + upstreamModel + "\", weight: " + weight + " }";
    }

    GatewayFile tenant(String name, String key, String more) {
        tenants.append("  ").append(name).append(": { keys: [ \"").append(Keys.hash(key)).append("\" ]").append(more).append(" }\n");
        return this;
    }

    /** A tenant of tokens: those that claim this. */
    GatewayFile tenantOf(String name, String claim, String value, String more) {
        tenants.append("  ").append(name).append(": { oidc: { claim: '").append(claim).append("', value: \"").append(value).append('"')
                .append(more).append(" } }\n");
        return this;
    }

    @Override
    public String toString() {
        return "providers:\n" + providers + "models:\n" + models + (tenants.isEmpty() ? "" : "tenants:\n" + tenants);
    }
}
