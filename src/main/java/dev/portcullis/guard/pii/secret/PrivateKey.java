package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;

/**
 * A private key in PEM's form (RFC 7468) from its first line to its last, or as far as base64 goes; {@link Reading#LONGEST} characters at
 * most, which is what an RSA key of 4096 bits needs.
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
        if (reading.at(anchor - 1) == '-' || !reading.startsWith(anchor, BEGIN)) {
            return;
        }
        int title = anchor + BEGIN.length();
        int i = title;
        boolean key = false;
        while (i - title < LONGEST_TITLE && reading.at(i) != '-' && reading.at(i) != Reading.OUTSIDE) {
            key |= reading.at(i) == 'P' && reading.startsWith(i, "private key");
            i++;
        }
        if (!key || !reading.startsWith(i, "-----")) {
            return;
        }
        i += 5;
        while (i - anchor < Reading.LONGEST && isBody(reading.at(i))) {
            if (reading.at(i) == '-' && reading.startsWith(i, "-----end ")) {
                int end = i + 9;
                while (end - i < LONGEST_TITLE && reading.at(end) != '-' && reading.at(end) != Reading.OUTSIDE) {
                    end++;
                }
                i = reading.startsWith(end, "-----") ? end + 5 : end;
                break;
            }
            i++;
        }
        findings.add(type(), anchor, i, .99);
    }

    private static boolean isBody(char c) {
        return Letters.isPlainWord(c) || Letters.isSpace(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == ':' || c == ',' || c == '\\';
    }
}
