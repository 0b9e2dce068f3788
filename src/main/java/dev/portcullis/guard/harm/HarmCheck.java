package dev.portcullis.guard.harm;

import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.guard.model.LinearModel;
import dev.portcullis.guard.model.Shipped;
import dev.portcullis.guard.model.Weighed;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells whether a text is harmful, and in which of OpenAI's categories. A model says how harmful it is and which of six broad categories
 * it is most like; {@link Narrow} has the other seven. What a text is most like has the whole of its score, the others their share of it:
 * so a text is flagged exactly where a category is. Immutable, safe for threads; linear in the text.
 */
public final class HarmCheck {

    /** From here on a text is flagged: at most 5 % of ordinary texts of sources not seen; see {@code guards-models.md}. */
    public static final double FLAG = HarmSettings.FLAG_FROM;
    /** From here on a text is blocked where a policy blocks: at most 1 % of ordinary texts of sources not seen. */
    public static final double BLOCK = HarmSettings.BLOCK_FROM;

    private final LinearModel model;
    private final HarmCategory[] broad;

    private HarmCheck(LinearModel model) {
        this.model = model;
        this.broad = model.names().stream().skip(1).map(HarmCheck::category).toArray(HarmCategory[]::new);
    }

    /** With the model that is shipped. Reads it, which takes some milliseconds. */
    public static HarmCheck shipped() {
        return new HarmCheck(Shipped.HARM);
    }

    private static HarmCategory category(String name) {
        for (HarmCategory category : HarmCategory.values()) {
            if (category.toString().equals(name)) {
                return category;
            }
        }
        throw new IllegalStateException("the model knows a category that we do not: " + name);
    }

    /** @param from only scores from here on are of interest: below it all may be 0, which takes no time if injections are looked for too */
    public Verdict check(Weighed text, double from) {
        return from > 0 && text.harm() < from ? Verdict.NOTHING : check(text);
    }

    public Verdict check(Weighed text) {
        double[] scores = model.scores(text.views());
        double most = Double.MIN_NORMAL;
        for (int i = 1; i < scores.length; i++) {
            most = Math.max(most, scores[i]);
        }
        Map<HarmCategory, Double> byCategory = new EnumMap<>(HarmCategory.class);
        for (int i = 0; i < broad.length; i++) {
            byCategory.put(broad[i], scores[0] * (scores[i + 1] / most));
        }
        Narrow.add(byCategory, text.views().lowered());
        return new Verdict(scores[0], byCategory);
    }
}
