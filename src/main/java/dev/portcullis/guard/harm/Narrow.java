package dev.portcullis.guard.harm;

import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.text.View;
import java.util.List;
import java.util.Map;

/**
 * What tells a narrow category from the broad one it belongs to. A text has of the narrow one what it has of the broad one if such words
 * are there, and a share of it if not.
 *
 * @param words as {@link Words} reads them
 * @param share of the broad category's score that is left without the words
 */
record Narrow(HarmCategory of, HarmCategory broad, String words, double share) {

    private static final String THREATS = "kill | killed | die | shoot | shot | hang | hanged | burn | burned | stab | stabbed | exterminat* "
            + "| gassed | gas | beat | beaten | rape | raped | lynch* | murder* | strangle* | wipe out | wiped out | hurt | attack | bomb* "
            + "| slaughter* | execut* | throat | violen* | bullet | crush* | punish* | you're dead | are dead";

    private static final List<Narrow> ALL = List.of(
            new Narrow(HarmCategory.HARASSMENT_THREATENING, HarmCategory.HARASSMENT, THREATS, 0.1),
            new Narrow(HarmCategory.HATE_THREATENING, HarmCategory.HATE, THREATS, 0.1),
            new Narrow(HarmCategory.ILLICIT_VIOLENT, HarmCategory.ILLICIT, "bomb* | explosive* | weapon* | gun | guns | firearm* | grenade* "
                    + "| kill* | murder* | assassinat* | massacre* | shooting | terroris* | attack people | poison* | kidnap* | hitman | arson "
                    + "| genocide | torture* | stab* | violent | violence | chemical weapons | nerve gas | lynch*", 0.1),
            new Narrow(HarmCategory.SELF_HARM_INTENT, HarmCategory.SELF_HARM, "i | i'm | im | i'll | i've | my | me | myself", 0.2),
            new Narrow(HarmCategory.SELF_HARM_INSTRUCTIONS, HarmCategory.SELF_HARM, "how to | how many | best way | ways to | guide | tips "
                    + "| instructions | method | methods | step by | tutorial | challenge | encourage* | least painful | painless | quickest",
                    0.1),
            new Narrow(HarmCategory.SEXUAL_MINORS, HarmCategory.SEXUAL, "child | children | minor | minors | underage | preteen | toddler "
                    + "| infant | schoolgirl | schoolboy | kid | kids | pedophil* | paedophil* | loli | shota | teen | teenager "
                    + "| little girl | little boy | young girl | young boy", 0.02),
            new Narrow(HarmCategory.VIOLENCE_GRAPHIC, HarmCategory.VIOLENCE, "blood | bloody | gore | gory | guts | intestines | entrails "
                    + "| decapitat* | behead* | dismember* | mutilat* | disembowel* | severed | skull | brains | flesh | corpse | corpses "
                    + "| gouge* | impale* | eviscerat*", 0.15));

    private static final Words WORDS = new Words(ALL.stream().map(Narrow::words).toList());

    /** Adds the narrow ones to the broad. */
    static void add(Map<HarmCategory, Double> scores, List<View> views) {
        int found = 0;
        for (View view : views) {
            found |= WORDS.in(view.text());
        }
        for (int i = 0; i < ALL.size(); i++) {
            Narrow narrow = ALL.get(i);
            double whole = scores.get(narrow.broad);
            scores.put(narrow.of, (found & 1 << i) != 0 ? whole : whole * narrow.share);
        }
    }
}
