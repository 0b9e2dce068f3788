package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A postal address as English writes it: a number, one to four words, and a kind of street, with the flat where one follows. Off by
 * default; addresses of other languages and names of towns are not found.
 */
public final class PostalAddress implements Recogniser {

    private static final Set<String> STREETS = Set.of("street", "st", "avenue", "ave", "road", "rd", "lane", "ln", "drive", "dr",
            "boulevard", "blvd", "court", "ct", "place", "pl", "square", "sq", "terrace", "way", "parkway", "pkwy", "highway", "hwy",
            "circle", "cir", "close", "crescent", "gardens", "grove", "mews", "row", "trail", "alley", "plaza", "walk");
    private static final Set<String> FLATS = Set.of("apt", "suite", "unit", "flat", "ste", "apartment");
    private static final int MOST_WORDS = 5;
    private static final int LONGEST_WORD = 24;

    @Override
    public String type() {
        return "LOCATION";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Number());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        int i = anchor;
        while (i - anchor < 6 && Letters.isDigit(reading.at(i))) {
            i++;
        }
        i += i > anchor && Letters.isLetter(reading.at(i)) && reading.at(i + 1) == ' ' ? 1 : 0;
        if (i == anchor || i - anchor > 5 || reading.at(i) != ' ' || !reading.beginsAt(anchor)) {
            return;
        }
        for (int words = 0; words < MOST_WORDS && reading.at(i) == ' '; words++) {
            int from = i + 1;
            i = word(reading, from);
            if (i == from || i - from >= LONGEST_WORD || words == 0 && !Letters.isUpper(reading.at(from))) {
                return;
            }
            if (words > 0 && Letters.isUpper(reading.at(from)) && STREETS.contains(reading.text(from, i).toLowerCase(Locale.ROOT))) {
                findings.add(type(), anchor, flat(reading, i), .7);
                return;
            }
        }
    }

    private static int word(Reading reading, int from) {
        int i = from;
        while (i - from < LONGEST_WORD && (Letters.isWord(reading.at(i)) || reading.at(i) == '\'')) {
            i++;
        }
        return i;
    }

    private static int flat(Reading reading, int end) {
        int i = end;
        i += reading.at(i) == '.' ? 1 : 0;
        i += reading.at(i) == ',' ? 1 : 0;
        i += reading.at(i) == ' ' ? 1 : 0;
        int from = i;
        i = word(reading, from);
        if (!FLATS.contains(reading.text(from, Math.min(i, reading.length())).toLowerCase(Locale.ROOT))) {
            return end;
        }
        i += reading.at(i) == '.' ? 1 : 0;
        i += reading.at(i) == ' ' ? 1 : 0;
        int number = i;
        i = word(reading, number);
        return i > number && Letters.isDigit(reading.at(number)) ? i : end;
    }
}
