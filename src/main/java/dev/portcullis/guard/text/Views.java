package dev.portcullis.guard.text;

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
        return of(View.plain(text));
    }

    /** The same for who does not ask where in the text anything stood, which takes less time and memory: the views' places are not known. */
    public static Views unplaced(String text) {
        return of(View.unplaced(text));
    }

    private static Views of(View plain) {
        String text = plain.text();
        Tally tally = new Tally();
        Survey ofPlain = Survey.ofPlain(text);
        View clean = ofPlain != null ? plain : Cleaning.of(plain, "clean", tally);
        Survey survey = ofPlain != null ? ofPlain : Survey.of(clean.text());
        View folded = clean.lowered("folded");
        View leet = survey.leet() ? Leet.of(folded, tally) : null;
        View joined = survey.spaced() ? Joined.of(clean, tally) : null;
        List<View> decoded = decoded(clean, survey, tally);
        List<View> cased = clean == plain ? List.of(plain) : List.of(plain, clean);
        List<View> lowered = List.of(folded);
        if (leet != null || joined != null || !decoded.isEmpty()) {
            cased = withRoom(cased, decoded.size() + 1);
            lowered = withRoom(lowered, decoded.size() + 2);
            if (leet != null) {
                lowered.add(leet);
            }
            if (joined != null) {
                cased.add(joined);
                lowered.add(joined.lowered("joined"));
            }
            for (View view : decoded) {
                cased.add(view);
                lowered.add(view.lowered(view.name()));
            }
        }
        return new Views(plain, clean, folded, List.copyOf(cased), List.copyOf(lowered), tally.signals());
    }

    private static List<View> withRoom(List<View> views, int more) {
        List<View> all = new ArrayList<>(views.size() + more);
        all.addAll(views);
        return all;
    }

    private static List<View> decoded(View clean, Survey ofClean, Tally tally) {
        Budget budget = new Budget(DECODED, tally);
        List<View> first = decode(clean, ofClean, budget);
        if (first.isEmpty()) {
            return first;
        }
        List<View> all = new ArrayList<>(first.size());
        for (View view : first) {
            add(all, view, view.name(), tally);
        }
        int ofDepthOne = all.size();
        for (int i = 0; i < ofDepthOne; i++) {
            View view = all.get(i);
            for (View decoded : decode(view, Survey.of(view.text()), budget)) {
                add(all, decoded, view.name() + "+" + decoded.name(), tally);
            }
        }
        return all;
    }

    private static void add(List<View> all, View decoded, String name, Tally tally) {
        if (all.size() < MOST) {
            all.add(Cleaning.of(decoded.with(name, decoded.text()), name, tally));
        }
    }

    /** What is encoded in a view, as it stands there. */
    private static List<View> decode(View view, Survey survey, Budget budget) {
        List<View> encoded = survey.encoded() ? Encoded.of(view, budget) : List.of();
        View escapes = survey.escapes() > 1 ? Escapes.of(view, budget) : null;
        View turned = Turned.of(view, survey, budget);
        if (escapes == null && turned == null) {
            return encoded;
        }
        List<View> views = new ArrayList<>(encoded);
        if (escapes != null) {
            views.add(escapes);
        }
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
