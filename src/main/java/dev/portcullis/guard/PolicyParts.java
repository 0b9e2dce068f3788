package dev.portcullis.guard;

import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.terms.OperatorRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What policies share with those that are made together with them and with those before, so that one of a prompt takes little more memory than what it says
 * itself, and one that a reload has changed no more than what has changed: terms can take tens of megabytes. For one thread.
 */
final class PolicyParts {

    /** As it was written, and made. */
    record Rule(PolicySettings written, OperatorRule made) {
    }

    private final Map<PolicySettings, Rule> rules = new HashMap<>();
    private final Map<Set<String>, PersonalData> personalData = new HashMap<>();

    Rule rule(PolicySettings policy) {
        return rules.computeIfAbsent(policy, absent -> new Rule(policy, new OperatorRule(policy.name(), policy.terms(), policy.patterns())));
    }

    void know(Rule rule) {
        rules.putIfAbsent(rule.written, rule);
    }

    void know(Set<String> types, PersonalData made) {
        personalData.putIfAbsent(types, made);
    }

    PersonalData personalData(Set<String> types) {
        return personalData.computeIfAbsent(types, absent -> PersonalData.of(types));
    }
}
