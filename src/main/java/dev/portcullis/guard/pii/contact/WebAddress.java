package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Run;
import java.util.List;
import java.util.Set;

/**
 * An address in the web, with a scheme or, where the top level is one that people write, without. Off by default: most of them are
 * nobody's. At most 2048 characters of it.
 */
public final class WebAddress implements Recogniser {

    private static final int LONGEST = 2048;
    private static final Set<String> TOP_LEVELS = Set.of("com", "org", "net", "edu", "gov", "info", "biz", "co", "uk", "de", "fr", "es",
            "it", "nl", "be", "ch", "at", "se", "dk", "fi", "pl", "cz", "pt", "br", "mx", "ca", "au", "nz", "jp", "kr", "cn", "in", "ru",
            "ua", "il", "za", "eu", "us", "site", "online", "shop", "app", "dev", "xyz");

    @Override
    public String type() {
        return "URL";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol(':'), new Anchor.Symbol('.'));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (reading.at(anchor) == ':') {
            if (reading.at(anchor + 1) == '/' && reading.at(anchor + 2) == '/') {
                withScheme(reading, anchor, findings);
            }
        } else if (Letters.isPlainWord(reading.at(anchor + 1)) && Letters.isPlainWord(reading.at(anchor - 1))) {
            bare(reading, anchor, findings);
        }
    }

    private void withScheme(Reading reading, int colon, Findings findings) {
        int start = colon;
        while (colon - start < 8 && Letters.isLetter(reading.at(start - 1))) {
            start--;
        }
        if (reading.startsWith(start, "http") || reading.startsWith(start, "ftp") || reading.startsWith(start, "ws")) {
            int end = end(reading, colon + 3);
            if (end > colon + 5) {
                findings.add(type(), start, end, .6);
            }
        }
    }

    /** Anchored at the first point. */
    private void bare(Reading reading, int point, Findings findings) {
        int start = point;
        while (point - start < Reading.WORD_BACK && (Letters.isPlainWord(reading.at(start - 1)) || reading.at(start - 1) == '-')) {
            start--;
        }
        char before = reading.at(start - 1);
        if (before == '.' || before == '@' || before == '/' || before == '_' || Letters.isWord(before)) {
            return;
        }
        int label = point + 1;
        int end = -1;
        int i = label;
        while (i - point < 190) {
            char c = reading.at(i);
            if (Letters.isPlainWord(c) || c == '-') {
                i++;
                continue;
            }
            if (i > label && TOP_LEVELS.contains(reading.text(label, i))) {
                end = i;
            }
            if (c != '.' || i == label) {
                break;
            }
            label = ++i;
        }
        if (end < 0 || end < i && reading.at(end) == '.' && Letters.isPlainWord(reading.at(end + 1))) {
            return;
        }
        findings.add(type(), start, reading.at(end) == '/' ? end(reading, end) : end, .55);
    }

    private static int end(Reading reading, int from) {
        return reading.trimmed(Run.ADDRESS, from, reading.end(Run.ADDRESS, from, LONGEST));
    }
}
