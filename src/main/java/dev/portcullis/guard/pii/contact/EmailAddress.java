package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;

/**
 * An e-mail address: up to 64 characters, {@code @}, and a domain of labels with a top level of letters (RFC 5321, RFC 6531), also
 * spelled out as {@code john at example dot org}. Packages with versions and Git remotes look alike and are none.
 */
public final class EmailAddress implements Recogniser {

    private static final int LONGEST_DOMAIN = 190;
    private static final double SURE = .95;
    private static final double SPELLED = .8;

    @Override
    public String type() {
        return "EMAIL_ADDRESS";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol('@'), new Anchor.Prefix("at"));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (reading.at(anchor) == '@') {
            written(reading, anchor, findings);
        } else {
            spelled(reading, anchor, findings);
        }
    }

    private void written(Reading reading, int at, Findings findings) {
        int start = local(reading, at);
        if (start == at || reading.at(start - 1) == '@') {
            return;
        }
        int end = domain(reading, at + 1);
        if (end < 0 || reading.at(end) == '@' || isRemote(reading, start, at, end)) {
            return;
        }
        findings.add(type(), start, end, SURE);
    }

    private static boolean isRemote(Reading reading, int start, int at, int end) {
        return at - start == 3 && reading.startsWith(start, "git") && reading.at(end) == ':' && !Letters.isSpace(reading.at(end + 1));
    }

    private static int local(Reading reading, int at) {
        int start = at;
        while (at - start < Reading.WORD_BACK && isLocal(reading.at(start - 1))) {
            start--;
        }
        while (start < at && !Letters.isWord(reading.at(start)) && reading.at(start) != '_') {
            start++;
        }
        return reading.at(at - 1) == '.' ? at : start;
    }

    private static boolean isLocal(char c) {
        return Letters.isWord(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'' || c == '&' || c == '!'
                || c == '~'
                || c == '#' || c == '$' || c == '*' || Character.isSurrogate(c);
    }

    /** Where the domain ends, or -1. */
    private static int domain(Reading reading, int start) {
        int end = -1;
        int label = start;
        boolean first = true;
        boolean version = false;
        int i = start;
        while (i - start <= LONGEST_DOMAIN) {
            char c = reading.at(i);
            if (Letters.isWord(c) || Character.isSurrogate(c) || c == '-' && i > label) {
                i++;
                continue;
            }
            if (i == label) {
                break;
            }
            boolean digits = areDigits(reading, label, i);
            if (first) {
                version = digits && i - label <= 3;
            } else if (isTopLevel(reading, label, i)) {
                end = i;
            } else if (version && Letters.isDigit(reading.at(label))) {
                return -1;
            }
            first = false;
            if (c != '.') {
                break;
            }
            label = i + 1;
            i = label;
        }
        return end;
    }

    private static boolean areDigits(Reading reading, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Letters.isDigit(reading.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTopLevel(Reading reading, int start, int end) {
        if (end - start < 2) {
            return false;
        }
        if (reading.startsWith(start, "xn--")) {
            return end - start > 5;
        }
        for (int i = start; i < end; i++) {
            char c = reading.at(i);
            if (!Letters.isWord(c) || Letters.isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** Anchored at the word {@code at} between two words. */
    private void spelled(Reading reading, int anchor, Findings findings) {
        int start = anchor - 1;
        if (reading.at(start) != ' ' || reading.at(anchor + 2) != ' ') {
            return;
        }
        while (anchor - start <= Reading.WORD_BACK && isLocal(reading.at(start - 1))) {
            start--;
        }
        int i = anchor + 3;
        int labels = 0;
        int end = -1;
        while (i - anchor < LONGEST_DOMAIN) {
            int label = i;
            while (i - label < 64 && (Letters.isPlainWord(reading.at(i)) || reading.at(i) == '-')) {
                i++;
            }
            if (i == label) {
                break;
            }
            labels++;
            end = i;
            if (!reading.startsWith(i, " dot ")) {
                break;
            }
            i += 5;
        }
        if (labels > 1 && start < anchor - 1 && isTopLevel(reading, i - lastLabel(reading, end), end)) {
            findings.add(type(), start, end, SPELLED);
        }
    }

    private static int lastLabel(Reading reading, int end) {
        int start = end;
        while (Letters.isPlainWord(reading.at(start - 1))) {
            start--;
        }
        return end - start;
    }
}
