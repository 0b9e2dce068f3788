package dev.portcullis.guard;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.PromptGuards;
import dev.portcullis.pipeline.PromptUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies in force, and those that were before: a call that began under one is answered under it. */
public final class Guards {

    private record OfPrompt(PromptGuards.Entry entry, Policy policy) {
    }

    /** One entry of {@code guards}. @param prompts whose calls have a policy of their own, in order: the first that matches counts */
    private record Entry(Policy policy, List<OfPrompt> prompts) {

        static final Entry NONE = new Entry(null, List.of());

        /** @return {@code null} where there is none */
        Policy of(PromptUse prompt) {
            for (int i = 0; i < prompts.size() && !prompt.isNone(); i++) {
                if (prompts.get(i).entry.isFor(prompt.id())) {
                    return prompts.get(i).policy;
                }
            }
            return policy;
        }
    }

    private record InForce(Entry everybody, Map<String, Entry> byTenant, Map<String, Policy> byFingerprint, Map<String, Policy> before) {
    }

    /** Policies that are out of force and still known, beside those that were last: a call may last for several changes of the configuration. */
    private static final int MOST_KEPT = 256;

    private final Detectors detectors;
    private volatile InForce inForce = new InForce(Entry.NONE, Map.of(), Map.of(), Map.of());

    public Guards(Detectors detectors) {
        this.detectors = detectors;
    }

    public void apply(GatewayConfig config) {
        InForce before = inForce;
        Making making = new Making(before);
        Map<String, Entry> byName = new HashMap<>();
        config.guards().forEach((name, settings) -> byName.put(name, making.entry(settings)));
        Map<String, Entry> byTenant = new HashMap<>();
        config.tenants().keySet().forEach(tenant -> config.guardOf(tenant).ifPresent(settings -> byTenant.put(tenant, byName.get(settings.name()))));
        Entry everybody = byName.getOrDefault(GuardSettings.DEFAULT_NAME, Entry.NONE);
        inForce = new InForce(everybody, byTenant, making.policies, kept(before));
    }

    /** The policies of one configuration, of which those that do the same are one. */
    private final class Making {

        private final Map<String, Policy> known;
        private final Map<String, Policy> policies = new HashMap<>();
        private final PolicyParts parts = new PolicyParts();

        Making(InForce before) {
            known = before.byFingerprint;
            known.values().forEach(policy -> policy.shareWith(parts));
            before.before.values().forEach(policy -> policy.shareWith(parts));
        }

        Entry entry(GuardSettings settings) {
            List<OfPrompt> prompts = new ArrayList<>();
            settings.prompts().entries().forEach(entry -> prompts.add(new OfPrompt(entry, policy(entry.settings()))));
            return new Entry(policy(settings), List.copyOf(prompts));
        }

        private Policy policy(GuardSettings settings) {
            String fingerprint = Policy.fingerprint(settings);
            Policy before = known.get(fingerprint);
            return policies.computeIfAbsent(fingerprint, absent -> before != null ? before : new Policy(settings, detectors, parts));
        }
    }

    private static Map<String, Policy> kept(InForce before) {
        LinkedHashMap<String, Policy> kept = new LinkedHashMap<>(before.before);
        before.byFingerprint.forEach(kept::putLast);
        Iterator<String> oldest = kept.keySet().iterator();
        for (int over = kept.size() - Math.max(MOST_KEPT, before.byFingerprint.size()); over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
        return kept;
    }

    /** What a call is checked by: the policy of its prompt, else its tenant's, else everybody's. */
    Optional<Policy> of(String tenant, PromptUse prompt) {
        InForce now = inForce;
        return Optional.ofNullable(now.byTenant.getOrDefault(tenant, now.everybody).of(prompt));
    }

    /** That a call has passed. */
    Optional<Policy> named(String fingerprint) {
        InForce now = inForce;
        return Optional.ofNullable(now.byFingerprint.get(fingerprint)).or(() -> Optional.ofNullable(now.before.get(fingerprint)));
    }
}
