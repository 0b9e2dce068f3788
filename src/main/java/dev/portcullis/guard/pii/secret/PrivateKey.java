package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;

/**
 * A private key in PEM's form (RFC 7468) from its first line to its last, or as far as base64 goes or to where the next begins;
 * {@link Reading#LONGEST} characters at most, which is what an RSA key of 4096 bits needs.
 */
public final class PrivateKey implements Recogniser {

    private static final String BEGIN = "-----begin ";
    private static final int LONGEST_TITLE = 48;

    @Override
    public String type() {
        return "SECRET";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol('-'));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        int i = reading.at(anchor - 1) == '-' ? -1 : title(reading, anchor);
        if (i < 0) {
            return;
        }
        while (i - anchor < Reading.LONGEST && isBody(reading.at(i))) {
            if (reading.at(i) == '-' && reading.startsWith(i, "-----end ")) {
                int end = i + 9;
                while (end - i < LONGEST_TITLE && reading.at(end) != '-' && reading.at(end) != Reading.OUTSIDE) {
                    end++;
                }
                i = reading.startsWith(end, "-----") ? end + 5 : end;
                break;
            }
            if (reading.at(i) == '-' && reading.at(i - 1) != '-' && title(reading, i) > 0) {
                break;
            }
            i++;
        }
        findings.add(type(), anchor, i, .99);
    }

    /** Where a first line that begins here and is that of a private key ends, or -1. */
    private static int title(Reading reading, int start) {
        if (!reading.startsWith(start, BEGIN)) {
            return -1;
        }
        int from = start + BEGIN.length();
        int i = from;
        boolean key = false;
        while (i - from < LONGEST_TITLE && reading.at(i) != '-' && reading.at(i) != Reading.OUTSIDE) {
            key |= reading.at(i) == 'P' && reading.startsWith(i, "private key");
            i++;
        }
        return key && reading.startsWith(i, "-----") ? i + 5 : -1;
    }

    private static boolean isBody(char c) {
        return Letters.isPlainWord(c) || Letters.isSpace(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == ':' || c == ','
                || c == '\\';
    }
}
