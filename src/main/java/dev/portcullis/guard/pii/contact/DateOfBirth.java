package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Shape;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/** A day on which someone was born: a date behind a word that says so. */
public final class DateOfBirth implements Recogniser {

    private static final Words BIRTH = Words.of("born", "born on", "birth*", "dob", "d o b", "date of birth", "geboren*", "geburtsdatum",
            "né le", "née le", "nacid*", "nacimiento", "nascid*", "nascimento", "nato", "nata", "geboortedatum", "födelsedatum", "urodzon*",
            "naissance", "nascita");
    private static final String[] MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            "mär", "mai", "okt", "dez", "ene", "abr", "ago", "dic", "fév", "avr", "aoû", "déc"};
    private static final List<Shape> SHAPES = List.of(Shape.of("9999-99-99"), Shape.of("9999/99/99"), Shape.of("9999.99.99"), Shape
            .of("99_99_9999"),
            Shape.of("99_9_9999"), Shape.of("9_99_9999"), Shape.of("9_9_9999"), Shape.of("99/99/99"), Shape.of("9/99/99"), Shape
                    .of("9/9/99"),
            Shape.of("99.99.99"), Shape.of("99-99-99"));
    private static final int LONGEST_MONTH = 10;
    private static final double SURE = .95;

    @Override
    public String type() {
        return "DATE_OF_BIRTH";
    }

    @Override
    public boolean beginsAtAnchor() {
        return true;
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Number());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (!Letters.isDigit(reading.at(anchor)) || !reading.beginsAt(anchor)
                || !reading.before(BIRTH, anchor, Reading.LOOK_BACK + LONGEST_MONTH + 3)) {
            return;
        }
        // Read first: of a stream it is held as long as numbers that end here may still go on, and be no date by themselves.
        int month = month(reading, anchor);
        int end = numbers(reading, anchor);
        end = end > 0 ? end : dayFirst(reading, anchor);
        int start = anchor;
        if (end < 0 && month < anchor) {
            start = month;
            end = yearBehind(reading, anchor);
        }
        if (end > 0 && !Letters.isWord(reading.at(end)) && reading.before(BIRTH, start)) {
            findings.add(type(), start, end, SURE);
        }
    }

    private static int numbers(Reading reading, int anchor) {
        for (Shape shape : SHAPES) {
            int end = shape.end(reading, anchor);
            if (end > 0 && reading.endsAt(end)) {
                return end;
            }
        }
        return -1;
    }

    /** {@code 12 March 1985}, {@code 12th of March, 1985}, {@code 12-Mar-1985}. */
    private static int dayFirst(Reading reading, int anchor) {
        int i = anchor;
        while (i - anchor < 2 && Letters.isDigit(reading.at(i))) {
            i++;
        }
        if (reading.startsWith(i, "th") || reading.startsWith(i, "st") || reading.startsWith(i, "nd") || reading.startsWith(i, "rd")) {
            i += 2;
        }
        i += reading.at(i) == '.' ? 1 : 0;
        i += isGap(reading.at(i)) ? 1 : 0;
        i += reading.startsWith(i, "of ") || reading.startsWith(i, "de ") ? 3 : 0;
        int from = i;
        while (i - from < LONGEST_MONTH && Letters.isWord(reading.at(i)) && !Letters.isDigit(reading.at(i))) {
            i++;
        }
        if (i - from < 3 || !isMonth(reading, from)) {
            return -1;
        }
        i += reading.at(i) == '.' || reading.at(i) == ',' ? 1 : 0;
        i += isGap(reading.at(i)) ? 1 : 0;
        i += reading.startsWith(i, "de ") ? 3 : 0;
        return year(reading, i);
    }

    /** Where the month's name in front of a day begins, or the day. */
    private static int month(Reading reading, int anchor) {
        int i = anchor - 1;
        if (!isGap(reading.at(i))) {
            return anchor;
        }
        i -= reading.at(i - 1) == '.' ? 1 : 0;
        int end = i;
        while (end - i < LONGEST_MONTH && Letters.isWord(reading.at(i - 1))) {
            i--;
        }
        return end - i >= 3 && isMonth(reading, i) ? i : anchor;
    }

    /** {@code 12, 1985} behind the month. */
    private static int yearBehind(Reading reading, int anchor) {
        int i = anchor;
        while (i - anchor < 2 && Letters.isDigit(reading.at(i))) {
            i++;
        }
        if (Letters.isLetter(reading.at(i)) && Letters.isLetter(reading.at(i + 1))) {
            i += 2;
        }
        i += reading.at(i) == ',' ? 1 : 0;
        i += isGap(reading.at(i)) ? 1 : 0;
        return year(reading, i);
    }

    private static int year(Reading reading, int start) {
        for (int i = 0; i < 4; i++) {
            if (!Letters.isDigit(reading.at(start + i))) {
                return -1;
            }
        }
        return reading.at(start) == '1' || reading.at(start) == '2' ? start + 4 : -1;
    }

    private static boolean isMonth(Reading reading, int start) {
        char first = Letters.lower(reading.at(start));
        char second = Letters.lower(reading.at(start + 1));
        char third = Letters.lower(reading.at(start + 2));
        for (String month : MONTHS) {
            if (month.charAt(0) == first && month.charAt(1) == second && month.charAt(2) == third) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '/';
    }
}
