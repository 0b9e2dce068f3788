package dev.portcullis.guard.injection;

import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules for injected instructions, all of them at once. Immutable; made once, in a few milliseconds.
 */
public final class InjectionRules {

    /** How much nearer to certainty a rule gets when its words were found only where they had been hidden. */
    private static final double HIDDEN = 0.4;

    private final List<Rule> rules;
    private final Phrases phrases;

    private InjectionRules(List<Rule> rules) {
        this.rules = rules;
        this.phrases = new Phrases(rules);
    }

    /** All that are shipped. */
    public static InjectionRules shipped() {
        return new InjectionRules(RuleReader.read(OverrideTable.LINES, PersonaTable.LINES, LeakTable.LINES, ActionTable.LINES,
                LanguageWords.LINES, LanguageTable.LINES));
    }

    /** The names of all rules, in the order of the tables. */
    public List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    List<Rule> rules() {
        return rules;
    }

    public Findings check(Views views) {
        Hit[] found = new Hit[rules.size()];
        long steps = 0;
        List<View> all = new ArrayList<>(views.lowered());
        View mended = Mending.of(views.folded());
        if (mended != null) {
            all.add(mended);
        }
        for (View view : all) {
            boolean hidden = view != views.folded() && view != mended;
            steps += phrases.find(view.text(), (rule, start, end) -> {
                if (found[rule] == null) {
                    Rule hit = rules.get(rule);
                    double weight = hidden ? hit.weight() + (1 - hit.weight()) * HIDDEN : hit.weight();
                    found[rule] = new Hit(hit.name(), hit.family(), weight, view.name(), view.original(start, end));
                }
            });
        }
        return findings(found, steps);
    }

    private static Findings findings(Hit[] found, long steps) {
        double innocent = 1;
        double share = 1;
        List<Hit> hits = new ArrayList<>(0);
        for (Hit hit : found) {
            if (hit != null) {
                hits.add(hit);
                if (hit.family() == Family.MENTION) {
                    share *= 1 - hit.weight();
                } else {
                    innocent *= 1 - hit.weight();
                }
            }
        }
        if (hits.isEmpty()) {
            return steps == 0 ? Findings.NONE : new Findings(0, List.of(), steps);
        }
        hits.sort(Comparator.comparingDouble(Hit::weight).reversed());
        return new Findings((1 - innocent) * share, List.copyOf(hits), steps);
    }
}
