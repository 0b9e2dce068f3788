package dev.portcullis.cache;

import dev.portcullis.config.CacheSettings;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.TenantSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which calls the cache is for: the configuration's word, then the question's, then the caller's. */
@Singleton
public final class CacheRules {

    private record InForce(Set<String> tenants, CacheSettings settings) {
    }

    private volatile InForce inForce = new InForce(Set.of(), CacheSettings.DEFAULT);

    public void apply(GatewayConfig config) {
        inForce = new InForce(config.tenants().values().stream().filter(tenant -> tenant.cache().enabled()).map(TenantSettings::name)
                .collect(Collectors.toUnmodifiableSet()), config.cache());
    }

    /** Whether this tenant's calls are cached at all. */
    boolean isFor(String tenant) {
        return inForce.tenants.contains(tenant);
    }

    /**
     * @param template the category of the template that the call uses, or empty for a call without one, which is cached only where it
     *                 asks for the same answer each time
     */
    Permit permit(String tenant, Optional<String> template, Question question, CacheControl asked) {
        InForce now = inForce;
        CacheSettings settings = now.settings;
        Duration ttl = template.map(category -> settings.categories().getOrDefault(category, Duration.ZERO))
                .orElse(question.repeatable() ? settings.ttl() : Duration.ZERO);
        boolean cached = now.tenants.contains(tenant) && ttl.isPositive() && question.oneAnswer() && question.plain()
                && question.inputTokens() <= settings.maxInputTokens() && !asked.noStore();
        Duration oldest = asked.maxAge() < ttl.toSeconds() ? Duration.ofSeconds(asked.maxAge()) : ttl;
        return new Permit(cached && !asked.noCache(), cached, asked.onlyIfCached(), oldest, ttl);
    }
}
