package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/**
 * The address of a network card (IEEE 802 EUI-48): six pairs with colons or hyphens, or three groups of four with points; without
 * either only where a word is near. All zeros and all ones are nobody's.
 */
public final class MacAddress implements Recogniser {

    private static final Words WORDS = Words.of("mac", "mac addr*", "hwaddr*", "ethernet*", "physical address*", "bssid*",
            "hardware address*");

    @Override
    public String type() {
        return "MAC_ADDRESS";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol(':'), new Anchor.Symbol('-'), new Anchor.Symbol('.'), new Anchor.Sized(true, 12),
                new Anchor.Sized(false, 12));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        char mark = reading.at(anchor);
        if (Letters.isWord(mark)) {
            int end = end(reading, anchor, 12, 1, Reading.OUTSIDE);
            if (end > 0 && reading.near(WORDS, anchor, end)) {
                findings.add(type(), anchor, end, .9);
            }
            return;
        }
        if (!Letters.isHex(reading.at(anchor + 1)) || !Letters.isHex(reading.at(anchor - 1))) {
            return;
        }
        int size = mark == '.' ? 4 : 2;
        int end = end(reading, anchor - size, size, 12 / size, mark);
        if (end > 0) {
            findings.add(type(), anchor - size, end, .9);
        }
    }

    /** Where so many groups of so many hexadecimal digits end, or -1. */
    private static int end(Reading reading, int start, int size, int groups, char mark) {
        char before = reading.at(start - 1);
        if (Letters.isWord(before) || before == mark || before == '_') {
            return -1;
        }
        int i = start;
        boolean zeros = true;
        boolean ones = true;
        for (int group = 0; group < groups; group++) {
            if (group > 0 && reading.at(i++) != mark) {
                return -1;
            }
            for (int digit = 0; digit < size; digit++, i++) {
                char c = reading.at(i);
                if (!Letters.isHex(c)) {
                    return -1;
                }
                zeros &= c == '0';
                ones &= c == 'F' || c == 'f';
            }
        }
        char after = reading.at(i);
        return zeros || ones || Letters.isWord(after) || after == '_' || after == mark && Letters.isWord(reading.at(i + 1)) ? -1 : i;
    }
}
