package dev.portcullis.guard.injection;

import dev.portcullis.guard.model.Weighed;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rules and the model for injected instructions say together. Either can be right by itself (noisy-or), so the model never takes
 * from what the rules found; and it never counts more than {@value #MOST}, so that a model alone hardly ever blocks. What speaks about
 * attacks takes from both. Immutable, safe for threads; linear in the text.
 */
public final class InjectionCheck {

    /** From here on a text is flagged: see {@code guards-models.md} for what that finds, and how many honest texts. */
    public static final double FLAG = 0.5;
    /** From here on a text is blocked where a policy blocks: at most 0.1 % of ordinary texts of sources not seen. */
    public static final double BLOCK = 0.7;
    /** What the model can come to by itself. */
    public static final double MOST = 0.75;

    /** How the model is called where it counted. */
    public static final String MODEL = "model";

    private final InjectionRules rules;

    private InjectionCheck(InjectionRules rules) {
        this.rules = rules;
    }

    /** Made when it is first asked for: half a second while a process starts. */
    private static final class Shipped {

        static final InjectionCheck CHECK = new InjectionCheck(InjectionRules.shipped());
    }

    /** With the rules and the model that are shipped; always the same one. */
    public static InjectionCheck shipped() {
        return Shipped.CHECK;
    }

    public Judgement check(Weighed text) {
        return judge(rules.check(text.views()), text.injection());
    }

    /** @param model 0 to 1, as the model scores */
    public static Judgement judge(Findings findings, double model) {
        double mentioned = 1;
        List<String> names = new ArrayList<>(findings.hits().size() + 1);
        for (Hit hit : findings.hits()) {
            mentioned *= hit.family() == Family.MENTION ? 1 - hit.weight() : 1;
            names.add(hit.rule());
        }
        double share = MOST * model * mentioned;
        double score = 1 - (1 - findings.score()) * (1 - share);
        if (raised(findings.score(), score, FLAG) || raised(findings.score(), score, BLOCK)) {
            names.add(MODEL);
        }
        return new Judgement(score, findings.score(), share, List.copyOf(names));
    }

    private static boolean raised(double rules, double both, double threshold) {
        return rules < threshold && both >= threshold;
    }
}
