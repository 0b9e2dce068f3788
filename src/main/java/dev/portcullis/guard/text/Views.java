package dev.portcullis.guard.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a text can be read as, made once for all detectors. A view is there only where it differs from the one it is made of, so
 * that plain prose has two: as it came, and in lower case. Time is linear in the text; a view has at most four characters for each
 * of the text, and all that is decoded together has at most {@value #DECODED} characters in at most {@value #MOST} views, over a
 * depth of two.
 */
public final class Views {

    /** How many characters are decoded at most, over all encodings. */
    public static final int DECODED = 256 * 1024;
    /** How many views of decoded text there are at most. */
    public static final int MOST = 12;

    private static final int DEPTH = 2;

    private final View plain;
    private final View clean;
    private final View folded;
    private final List<View> cased;
    private final List<View> lowered;
    private final Signals signals;

    private Views(View plain, View clean, View folded, List<View> cased, List<View> lowered, Signals signals) {
        this.plain = plain;
        this.clean = clean;
        this.folded = folded;
        this.cased = cased;
        this.lowered = lowered;
        this.signals = signals;
    }

    public static Views of(String text) {
        View plain = View.plain(text);
        Tally tally = new Tally();
        Survey survey = Survey.of(text);
        View clean = survey.plain() ? plain : Cleaning.of(plain, "clean", tally);
        survey = clean == plain ? survey : Survey.of(clean.text());
        View folded = clean.lowered("folded");
        List<View> cased = new ArrayList<>(2);
        List<View> lowered = new ArrayList<>(2);
        cased.add(plain);
        if (clean != plain) {
            cased.add(clean);
        }
        lowered.add(folded);
        View leet = survey.leet() ? Leet.of(folded, tally) : null;
        if (leet != null) {
            lowered.add(leet);
        }
        View joined = survey.spaced() ? Joined.of(clean, tally) : null;
        if (joined != null) {
            cased.add(joined);
            lowered.add(joined.lowered("joined"));
        }
        for (View decoded : decoded(clean, survey, tally)) {
            cased.add(decoded);
            lowered.add(decoded.lowered(decoded.name()));
        }
        return new Views(plain, clean, folded, List.copyOf(cased), List.copyOf(lowered), tally.signals());
    }

    private static List<View> decoded(View clean, Survey ofClean, Tally tally) {
        Budget budget = new Budget(DECODED, tally);
        List<View> all = new ArrayList<>(0);
        ArrayDeque<View> last = new ArrayDeque<>(List.of(clean));
        for (int depth = 0; depth < DEPTH && !last.isEmpty(); depth++) {
            ArrayDeque<View> next = new ArrayDeque<>(0);
            for (View view : last) {
                Survey survey = depth == 0 ? ofClean : Survey.of(view.text());
                for (View decoded : decode(view, survey, budget)) {
                    if (all.size() < MOST) {
                        String name = depth == 0 ? decoded.name() : view.name() + "+" + decoded.name();
                        View read = Cleaning.of(decoded.with(name, decoded.text()), name, tally);
                        all.add(read);
                        next.add(read);
                    }
                }
            }
            last = next;
        }
        return all;
    }

    private static List<View> decode(View view, Survey survey, Budget budget) {
        List<View> views = survey.encoded() ? new ArrayList<>(Encoded.of(view, budget)) : new ArrayList<>(0);
        View escapes = survey.escapes() > 1 ? Escapes.of(view, budget) : null;
        if (escapes != null) {
            views.add(escapes);
        }
        View turned = Turned.of(view, budget);
        if (turned != null) {
            views.add(turned);
        }
        return views;
    }

    /** The text as it came. */
    public View plain() {
        return plain;
    }

    /** The text without disguise, in its own case; {@link #plain} where it has none. */
    public View clean() {
        return clean;
    }

    /** {@link #clean} in lower case; the same where nothing changes. */
    public View folded() {
        return folded;
    }

    /** What detectors read that need the case, as of keys: plain, clean, joined and decoded views, each in its own case. */
    public List<View> cased() {
        return cased;
    }

    /** What detectors of words read: folded, leet, joined and decoded views, all in lower case. */
    public List<View> lowered() {
        return lowered;
    }

    public Signals signals() {
        return signals;
    }
}
