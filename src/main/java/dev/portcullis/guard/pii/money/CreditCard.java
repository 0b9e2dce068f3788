package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.check.Luhn;
import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/**
 * A payment card's number: 12 to 19 digits by Luhn in a range that an issuer has (ISO/IEC 7812), together or in groups of three to seven
 * with the same sign between them. Rare lengths and ranges need a word near, and ranges that nobody is known to have, one before.
 */
public final class CreditCard implements Recogniser {

    private static final int FEWEST = 12;
    private static final int MOST = 19;
    private static final int MOST_GROUPS = 8;
    private static final Words WORDS = Words.of("card*", "credit*", "debit*", "visa*", "mastercard*", "amex*", "american express",
            "discover", "diners*", "jcb", "maestro*", "cc", "pan", "karte*", "kreditkarte*", "tarjeta*", "carte*", "cartão*", "carta*",
            "payment*", "unionpay");

    @Override
    public String type() {
        return "CREDIT_CARD";
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
        if (!Letters.isDigit(reading.at(anchor)) || !reading.beginsAt(anchor)) {
            return;
        }
        // The digits, and behind them where each group ends and how many digits there are up to there.
        char[] digits = reading.scratch();
        int count = 0;
        char mark = Reading.OUTSIDE;
        int group = 0;
        int i = anchor;
        int groups = 0;
        while (true) {
            char c = reading.at(i);
            if (Letters.isDigit(c)) {
                if (count == MOST) {
                    break;
                }
                digits[count++] = c;
                group++;
                i++;
                continue;
            }
            if (groups < MOST_GROUPS) {
                digits[MOST + groups] = (char) (i - anchor);
                digits[MOST + MOST_GROUPS + groups++] = (char) count;
            }
            boolean separator = c == ' ' || c == '-' || c == '.';
            if (!separator || mark != Reading.OUTSIDE && c != mark || group < 2 || group > 7 || !Letters.isDigit(reading.at(i + 1))
                    || groups == MOST_GROUPS) {
                break;
            }
            mark = c;
            group = 0;
            i++;
        }
        // What follows a card behind a space may be another number.
        for (int g = groups - 1; g >= 0 && digits[MOST + MOST_GROUPS + g] >= FEWEST; g--) {
            int length = digits[MOST + MOST_GROUPS + g];
            if (Luhn.isValid(digits, length) && add(reading, new String(digits, 0, length), anchor, anchor + digits[MOST + g], g > 0,
                    findings)) {
                return;
            }
        }
    }

    private boolean add(Reading reading, String digits, int start, int end, boolean divided, Findings findings) {
        CardIssuers.Range range = CardIssuers.of(digits);
        if (Digits.isUniform(digits) || !reading.endsAt(end)) {
            return false;
        }
        if (range == CardIssuers.Range.NONE) {
            boolean said = reading.before(WORDS, start);
            findings.add(type(), start, end, said ? .6 : 0);
            return said;
        }
        boolean near = reading.near(WORDS, start, end);
        double score = near ? .97 : range == CardIssuers.Range.COMMON ? divided ? .92 : .85 : reading.alone(start, end) ? .7 : 0;
        findings.add(type(), start, end, score);
        return score > 0;
    }
}
