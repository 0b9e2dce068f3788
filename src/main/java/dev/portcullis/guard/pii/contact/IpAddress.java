package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/** An address of the Internet protocol, version 4 or 6 (RFC 4291), with the length of its prefix where one follows. */
public final class IpAddress implements Recogniser {

    private static final Words VERSIONS = Words.of("version", "release", "build", "ver", "upgrade*", "firmware", "section", "chapter", "v");
    private static final Words ADDRESSES = Words.of("ip*", "ipv*", "address*", "host*", "server*", "gateway*", "subnet*", "prefix*");
    private static final int VERSION_BACK = 24;
    private static final double SURE = .9;
    private static final double FOUR = .8;

    @Override
    public String type() {
        return "IP_ADDRESS";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Number(), new Anchor.Symbol(':'));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (reading.at(anchor) == ':') {
            six(reading, anchor, findings);
        } else if (Letters.isDigit(reading.at(anchor))) {
            four(reading, anchor, findings);
        }
    }

    private void four(Reading reading, int start, Findings findings) {
        int end = four(reading, start);
        if (end < 0) {
            return;
        }
        char before = reading.at(start - 1);
        if (Letters.isWord(before) || before == '_' || before == '.' || before == '-' && Letters.isWord(reading.at(start - 2))) {
            return;
        }
        if (reading.before(VERSIONS, start, VERSION_BACK) && !reading.before(ADDRESSES, start, VERSION_BACK)) {
            return;
        }
        findings.add(type(), start, prefix(reading, end, 32), FOUR);
    }

    /** Where four numbers up to 255 with points between them end, or -1. */
    private static int four(Reading reading, int start) {
        int i = start;
        for (int part = 0; part < 4; part++) {
            int value = 0;
            int from = i;
            while (i - from < 4 && Letters.isDigit(reading.at(i))) {
                value = value * 10 + reading.at(i) - '0';
                i++;
            }
            boolean zero = i - from > 1 && reading.at(from) == '0';
            if (i == from || value > 255 || zero || part < 3 && reading.at(i) != '.') {
                return -1;
            }
            i += part < 3 ? 1 : 0;
        }
        char after = reading.at(i);
        return Letters.isWord(after) || after == '_' || after == '.' && Letters.isDigit(reading.at(i + 1)) ? -1 : i;
    }


    private static int prefix(Reading reading, int end, int most) {
        if (reading.at(end) != '/') {
            return end;
        }
        int i = end + 1;
        int value = 0;
        while (i - end < 4 && Letters.isDigit(reading.at(i))) {
            value = value * 10 + reading.at(i) - '0';
            i++;
        }
        return i > end + 1 && value <= most && !Letters.isWord(reading.at(i)) ? i : end;
    }

    /** Anchored at the first colon. */
    private void six(Reading reading, int colon, Findings findings) {
        int start = colon;
        while (colon - start < 5 && Letters.isHex(reading.at(start - 1))) {
            start--;
        }
        char before = reading.at(start - 1);
        if (colon - start > 4 || Letters.isWord(before) || before == ':' || before == '_' || before == '.') {
            return;
        }
        int groups = 0;
        int gaps = 0;
        int digits = 0;
        int i = start;
        while (groups <= 8) {
            int from = i;
            while (i - from < 5 && Letters.isHex(reading.at(i))) {
                digits += Letters.isDigit(reading.at(i)) ? 1 : 0;
                i++;
            }
            if (i - from > 4) {
                return;
            }
            if (i > from && reading.at(i) == '.' && four(reading, from) > 0) {
                i = four(reading, from);
                groups += 2;
                break;
            }
            groups += i > from ? 1 : 0;
            if (reading.at(i) != ':') {
                break;
            }
            if (reading.at(i + 1) == ':') {
                gaps++;
                i += 2;
                if (!Letters.isHex(reading.at(i))) {
                    break;
                }
            } else if (Letters.isHex(reading.at(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        char after = reading.at(i);
        boolean whole = gaps == 1 && groups <= 7 || gaps == 0 && groups == 8;
        if (!whole || Letters.isWord(after) || after == '_' || after == '.' && Letters.isDigit(reading.at(i + 1)) || after == ':'
                && reading.at(i + 1) != ' ' && !Letters.isSpace(reading.at(i + 1))) {
            return;
        }
        int end = prefix(reading, i, 128);
        if (digits > 0 && groups > 0 || end > i && groups == 0 || reading.before(ADDRESSES, start)) {
            findings.add(type(), start, end, SURE);
        }
    }
}
