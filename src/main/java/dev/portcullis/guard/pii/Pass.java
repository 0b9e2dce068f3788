package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Folding;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.text.View;
import java.util.ArrayList;
import java.util.List;

/** One pass over a text: finds the anchors, asks who looks at them, and notes what is not decided yet. */
final class Pass {

    private static final int SHORTEST = 2;

    private final Dispatch dispatch;
    private final Reading reading;
    private final Findings findings;
    private final View view;
    private final char[] text;
    private final int length;
    private final boolean ended;
    private final int originalLength;
    /** What begins at or behind this is not decided. */
    private int settled;

    /** @param characters of the text, and perhaps more behind them; until the pass is over they are its own */
    Pass(Dispatch dispatch, double threshold, String original, char[] characters, boolean ended) {
        this.dispatch = dispatch;
        this.ended = ended;
        this.originalLength = original.length();
        this.view = Folding.of(original, characters, ended);
        this.text = characters;
        this.length = view.text().length();
        if (view.text() != original) {
            view.text().getChars(0, length, text, 0);
        }
        this.reading = new Reading(original, view, text, ended);
        this.findings = new Findings(threshold);
    }

    Scan run(int from) {
        int begin = viewed(from);
        settled = ended ? length : Math.max(begin, held());
        walk(begin);
        Choice choice = Choice.among(findings.list(), begin, settled);
        List<Entity> entities = new ArrayList<>(choice.chosen().size());
        for (Findings.Finding found : choice.chosen()) {
            entities.add(new Entity(found.type(), view.original(found.start(), found.end()), found.score()));
        }
        return new Scan(entities, ended ? originalLength : original(choice.safe(), from));
    }

    long steps() {
        return reading.steps();
    }

    /** The first character of the view that stands at this place of the text or behind it. */
    private int viewed(int place) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (view.start(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int original(int safe, int from) {
        if (safe >= length) {
            return length == 0 ? from : Math.max(from, view.original(length - 1, length).end());
        }
        return Math.max(from, view.start(safe));
    }

    /** Where the last word between spaces begins: an {@code @} may follow. Where that has but two characters, the one before it. */
    private int held() {
        int start = wordBefore(length);
        if (length - start <= SHORTEST) {
            int before = start;
            while (before > 0 && start - before < SHORTEST && Letters.isSpace(text[before - 1])) {
                before--;
            }
            start = wordBefore(before);
        }
        return start;
    }

    /** Whatever a later anchor is found by, it begins behind an {@code @}, and behind all slashes but one, of {@code March/12/1985}. */
    private int wordBefore(int end) {
        int start = end;
        int slashes = 0;
        while (start > 0 && end - start < Reading.WORD_BACK) {
            char before = text[start - 1];
            slashes += before == '/' ? 1 : 0;
            if (Letters.isSpace(before) || before == '@' || slashes > 1) {
                break;
            }
            start--;
        }
        return start;
    }

    private void walk(int begin) {
        int i = begin;
        if (i > 0 && Letters.isWord(text[i - 1])) {
            while (i < length && Letters.isWord(text[i])) {
                i++;
            }
        }
        while (i < length) {
            char c = text[i];
            if (Letters.isWord(c)) {
                i = word(i);
            } else {
                if (c < 128 && dispatch.symbols[c] != null) {
                    ask(dispatch.symbols[c], i);
                }
                i++;
            }
        }
    }

    private int word(int start) {
        int end = start;
        int kinds = 0;
        int kind;
        while (end < length && ((kind = Letters.kinds(text[end])) & Letters.WORD) != 0) {
            kinds |= kind;
            end++;
        }
        char first = text[start];
        if (end - start > 1) {
            for (Dispatch.Prefixed prefixed : dispatch.prefixed(first, text[start + 1])) {
                if (starts(prefixed.prefix(), start, end)) {
                    ask(prefixed.recogniser(), start);
                }
            }
        }
        if ((kinds & Letters.DIGIT) != 0) {
            number(start, end);
        }
        if (end - start >= Anchor.LONG) {
            ask(dispatch.longs, start);
        }
        if (dispatch.capitals.length > 0 && Letters.isUpper(first)) {
            ask(dispatch.capitals, start);
        }
        return end;
    }

    private void number(int start, int end) {
        ask(dispatch.numbers, start);
        sized(!Letters.isDigit(text[start]), end - start, start);
        if (start > 1 && (text[start - 1] == ' ' || text[start - 1] == '-')) {
            int before = start - 1;
            while (before > 0 && start - before <= 6 && Letters.isLetter(text[before - 1])) {
                before--;
            }
            if (start - 1 - before > 0 && start - 1 - before <= 5) {
                sized(true, start - 1 - before, before);
            }
        }
    }

    private void sized(boolean letterFirst, int length, int anchor) {
        Dispatch.Sized sized = dispatch.sized(letterFirst, length);
        for (long asked = sized.asked(reading, anchor); asked != 0; asked &= asked - 1) {
            ask(sized.recognisers[Long.numberOfTrailingZeros(asked)], anchor);
        }
    }

    private boolean starts(String prefix, int start, int end) {
        if (end - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (Letters.lower(text[start + i]) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void ask(Recogniser[] recognisers, int anchor) {
        if (recognisers != null && recognisers.length > 0) {
            reading.begin(anchor);
            boolean begins = reading.beginsAt(anchor);
            for (Recogniser recogniser : recognisers) {
                if (begins || !recogniser.beginsAtAnchor()) {
                    ask(recogniser, anchor);
                }
            }
        }
    }

    private void ask(Recogniser recogniser, int anchor) {
        reading.begin(anchor);
        findings.begin(anchor);
        recogniser.look(reading, anchor, findings);
        if (reading.open()) {
            settled = Math.max(0, Math.min(settled, reading.lowest()));
        }
    }
}
