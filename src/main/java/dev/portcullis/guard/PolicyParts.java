package dev.portcullis.guard;

import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.terms.OperatorRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What policies that are made together share, so that one of a prompt takes little more memory than what it says itself: terms can take tens of
 * megabytes. For one thread.
 */
final class PolicyParts {

    private final Map<PolicySettings, OperatorRule> rules = new HashMap<>();
    private final Map<Set<String>, PersonalData> personalData = new HashMap<>();

    OperatorRule rule(PolicySettings policy) {
        return rules.computeIfAbsent(policy, absent -> new OperatorRule(policy.name(), policy.terms(), policy.patterns()));
    }

    PersonalData personalData(Set<String> types) {
        return personalData.computeIfAbsent(types, absent -> PersonalData.of(types));
    }
}
