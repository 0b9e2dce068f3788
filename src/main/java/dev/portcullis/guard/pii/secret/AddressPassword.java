package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;

/** The user and the password in a URL (RFC 3986, 3.2.1): {@code postgres://user:password@host}. The rest of it stays. */
public final class AddressPassword implements Recogniser {

    private static final int LONGEST = 256;
    private static final int LONG_TOKEN = 16;

    @Override
    public String type() {
        return "SECRET";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol(':'));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (reading.at(anchor + 1) != '/' || reading.at(anchor + 2) != '/' || !Letters.isPlainWord(reading.at(anchor - 1))) {
            return;
        }
        int start = anchor + 3;
        int colon = -1;
        boolean digit = false;
        int i = start;
        while (i - start < LONGEST && isPart(reading.at(i))) {
            colon = colon < 0 && reading.at(i) == ':' ? i : colon;
            digit |= Letters.isDigit(reading.at(i));
            i++;
        }
        if (reading.at(i) != '@' || i == start) {
            return;
        }
        if (colon > 0 && i - colon > 1) {
            findings.add(type(), start, i, .97);
        } else if (i - start >= LONG_TOKEN && digit) {
            findings.add(type(), start, i, .8);
        }
    }

    private static boolean isPart(char c) {
        return c > ' ' && c != '@' && c != '/' && c != '?' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '`'
                && !Letters.isSpace(c);
    }
}
