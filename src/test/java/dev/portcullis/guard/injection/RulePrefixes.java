package dev.portcullis.guard.injection;

import java.util.LinkedHashMap;
import java.util.Map;

/** The words that rules look for, over and over: what would make a regular expression go back and forth. */
public final class RulePrefixes {

    private RulePrefixes() {}

    /** By rule: all of its words, and all but those of each last step. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Rule rule : InjectionRules.shipped().rules()) {
            StringBuilder whole = new StringBuilder();
            StringBuilder begun = new StringBuilder();
            rule.patterns().forEach(pattern -> {
                for (int step = 0; step < pattern.steps().size(); step++) {
                    for (String word : pattern.steps().get(step).words()) {
                        String text = word.replace("*", "") + " ";
                        whole.append(text);
                        begun.append(step == 0 || step < pattern.steps().size() - 1 ? text : "");
                    }
                }
            });
            all.put(rule.name(), whole.toString());
            all.put(rule.name() + " begun", begun.toString());
        }
        return all;
    }
}
