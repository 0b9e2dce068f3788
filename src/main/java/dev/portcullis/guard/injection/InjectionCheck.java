package dev.portcullis.guard.injection;

import dev.portcullis.guard.model.Weighed;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rules and the model for injected instructions say together. Either can be right by itself (noisy-or). But a rule knows a few
 * words and not what they are about ("do not apologise", "debug mode"), so where the model sees nothing of an attack, less of what rules
 * found is believed; and the model never counts more than {@value #MOST}, so that it alone hardly ever blocks. What speaks about attacks
 * takes from both. Immutable, safe for threads; linear in the text.
 */
public final class InjectionCheck {

    /** From here on a text is flagged: see {@code guards-models.md} for what that finds, and how many honest texts. */
    public static final double FLAG = 0.5;
    /** From here on a text is blocked where a policy blocks: at most 0.1 % of ordinary texts of sources not seen. */
    public static final double BLOCK = 0.7;
    /** What the model can come to by itself. */
    public static final double MOST = 0.75;

    /** Up to here the model has seen nothing: more than half of the ordinary texts are above. */
    private static final double DOUBTS = 0.15;
    /** From here on rules are believed: one ordinary text in thirteen is above. */
    private static final double AGREES = 0.35;
    /** What is left of what rules found where the model has seen nothing: nothing is flagged there, however many rules found something. */
    private static final double LEFT = 0.4;

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
        double ruled = findings.score() * believed(model);
        double score = 1 - (1 - ruled) * (1 - share);
        if (raised(ruled, score, FLAG) || raised(ruled, score, BLOCK)) {
            names.add(MODEL);
        }
        return new Judgement(score, ruled, share, List.copyOf(names));
    }

    private static double believed(double model) {
        return LEFT + (1 - LEFT) * Math.clamp((model - DOUBTS) / (AGREES - DOUBTS), 0, 1);
    }

    private static boolean raised(double rules, double both, double threshold) {
        return rules < threshold && both >= threshold;
    }
}
