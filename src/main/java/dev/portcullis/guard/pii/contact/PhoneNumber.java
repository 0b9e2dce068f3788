package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/**
 * A telephone number of 7 to 15 digits (ITU-T E.164) with its extension. One with its country's code must be a number of that country;
 * one without is recognised by a word near, by the American way of writing, or as a number of one of {@link NumberPlans#REGIONS}.
 */
public final class PhoneNumber implements Recogniser {

    private static final int FEWEST = 7;
    private static final int MOST = 15;
    private static final int TRIES = 4;

    private static final Words PHONES = Words.of("phone*", "telephone*", "tel", "telefon*", "téléphone*", "teléfono*", "telefone*",
            "telefono*", "mobile*", "mobil", "handy*", "móvil*", "cell*", "celular*", "cellulare*", "call", "call me", "calling", "called",
            "dial", "fax*", "whatsapp*", "sms", "text me", "ring", "reach*", "contact*", "answering", "hotline*", "landline*", "desk",
            "voicemail*", "telegram", "signal", "ph", "pager", "office", "電話*", "电话*", "手机*", "тел*", "телефон*", "phone number*");
    private static final Words NUMBER = Words.of("number is", "number", "nummer", "numéro", "número", "numero", "us", "uk", "br", "brazil");
    private static final Words OTHERS = Words.of("order*", "invoice*", "account*", "card*", "tracking", "serial*", "ticket*", "case*",
            "reference*", "ref", "id", "ids", "model", "part", "version*", "room", "flight*", "routing", "passport*", "licen*", "social*",
            "ssn", "isbn*", "issn*", "sku", "nhs*", "timestamp*", "epoch*", "total*", "price*", "amount*", "iban*", "tax*", "vat", "sum",
            "add", "pi", "port", "patient*", "doi", "pmid", "rfc", "year*", "page*", "line*", "aba", "bank*", "cpf", "nif", "pesel", "bsn",
            "sin", "tfn", "npi", "mrn", "build*", "commit*", "hash*", "bytes");

    @Override
    public String type() {
        return "PHONE_NUMBER";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Number());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (!Letters.isDigit(reading.at(anchor))) {
            return;
        }
        int start = start(reading, anchor);
        if (start < 0) {
            return;
        }
        if (reading.ended() && tellsNothing(reading, start, anchor)) {
            return;
        }
        PhoneDigits digits = PhoneDigits.read(reading, start, PhoneDigits.LONGEST);
        int tries = 0;
        boolean before = false;
        for (int group = digits.groups() - 1; group >= 0 && tries < TRIES; group--) {
            int count = digits.count(group);
            if (count < FEWEST) {
                return;
            }
            if (count <= MOST) {
                tries++;
                int end = digits.end(group);
                before |= tries == 1 && reading.before(PHONES, start);
                double score = score(reading, digits, group, start, before);
                if (score > 0 && endsAt(reading, end)) {
                    findings.add(type(), start, PhoneDigits.extension(reading, end), score);
                    return;
                }
            }
        }
    }

    /**
     * Whether there is no plus, no 0 in front, no American grouping and no word that could speak for any number that begins here: so it
     * is in rows of figures, which need not be read on from each of them.
     */
    private static boolean tellsNothing(Reading reading, int start, int anchor) {
        return reading.nothingNear(start, start + PhoneDigits.LONGEST) && reading.at(start) != '+' && reading.at(anchor) != '0'
                && !beginsAsAmerican(reading, anchor);
    }

    /** Three digits or one, and three behind them, as {@link PhoneDigits#isAmerican} needs. */
    private static boolean beginsAsAmerican(Reading reading, int anchor) {
        int first = digits(reading, anchor);
        if (first != 1 && first != 3) {
            return false;
        }
        return digits(reading, PhoneDigits.separators(reading, anchor + first)) == 3;
    }

    /** How many digits begin here, up to four. */
    private static int digits(Reading reading, int start) {
        int i = start;
        while (i - start < 4 && Letters.isDigit(reading.at(i))) {
            i++;
        }
        return i - start;
    }

    /** With the plus and the bracket in front; -1 where something else goes on. */
    private static int start(Reading reading, int anchor) {
        int start = anchor;
        if (reading.at(start - 1) == '(') {
            start--;
        }
        if (reading.at(start - 1) == '+') {
            start--;
        } else if (start < anchor && reading.at(start - 1) == ' ' && reading.at(start - 2) == '+') {
            return -1;
        }
        char before = reading.at(start - 1);
        boolean joint = before == '-' || before == '.' || before == '/' || before == ',' || before == '+' || before == ')' || before == ':'
                || before == '=';
        if (Letters.isWord(before) || before == '_' || before == '$' || before == '€' || before == '£' || before == '#'
                && start == anchor) {
            return -1;
        }
        return joint && Letters.isDigit(reading.at(start - 2)) ? -1 : start;
    }

    private static boolean endsAt(Reading reading, int end) {
        char after = reading.at(end);
        boolean extension = after == 'x' && Letters.isDigit(reading.at(end + 1));
        boolean joint = after == '-' || after == '.' || after == '/' || after == ',' || after == ':';
        return extension || !Letters.isWord(after) && after != '_' && after != '%' && after != '@'
                && !(joint && Letters.isDigit(reading.at(end + 1)));
    }

    private static double score(Reading reading, PhoneDigits digits, int group, int start, boolean before) {
        int length = digits.count(group);
        int end = digits.end(group);
        boolean divided = digits.divisions(group) > 0;
        boolean phone = before || (digits.plus() || divided) && reading.after(PHONES, end);
        if (digits.plus()) {
            return digits.isInternational(group) ? .9 : length >= 9 && phone ? .8 : length >= 10 && digits.at(0) != '0' ? .6 : 0;
        }
        boolean home = divided && length >= 10 && digits.at(0) == '0' && digits.longestGroup(group) <= 8;
        if (!phone && !home && !digits.isAmerican(group) && (length < 9 || !reading.before(NUMBER, start, 32))) {
            return 0;
        }
        boolean other = reading.before(OTHERS, start, 24);
        if (digits.isAmerican(group) && (!other || phone)) {
            return phone ? .9 : .7;
        }
        if (looksLikeDate(digits, group) || digits.count(0) == 1) {
            return 0;
        }
        if (phone && !other) {
            return divided || length >= 9 || digits.isNational(group) ? .75 : .5;
        }
        if (home && !other && !reading.amongNumbers(start, end)) {
            return digits.isNational(group) ? .65 : 0;
        }
        return !other && reading.before(NUMBER, start, 32) && length >= 9 && digits.isNational(group) ? .6 : 0;
    }

    private static boolean looksLikeDate(PhoneDigits digits, int group) {
        return digits.count(group) == 8 && digits.divisions(group) == 2 && (digits.has("19", 0) || digits.has("20", 0)
                || digits.has("19", 4) || digits.has("20", 4));
    }
}
