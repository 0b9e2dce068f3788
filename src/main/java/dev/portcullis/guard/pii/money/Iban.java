package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.check.Digits;
import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.ArrayList;
import java.util.List;

/** An international bank account number (ISO 13616): as long as its country says, and 1 by modulus 97; together or in groups. */
public final class Iban implements Recogniser {

    /** Lengths by country, from the registry that SWIFT keeps. */
    private static final String LENGTHS = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
            FO18 FR27 GB22 GE22
            GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22
            MK19 MN20 MR27 MT31
            MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24
            TR26 UA29 VA22 VG24
            XK20 YE30
            """;
    private static final byte[] BY_COUNTRY = new byte[26 * 26];

    static {
        for (String each : LENGTHS.strip().split("\\s+")) {
            BY_COUNTRY[country(each.charAt(0), each.charAt(1))] = Byte.parseByte(each.substring(2));
        }
    }

    private static int country(char first, char second) {
        return (first - 'A') * 26 + second - 'A';
    }

    @Override
    public String type() {
        return "IBAN_CODE";
    }

    @Override
    public boolean beginsAtAnchor() {
        return true;
    }

    @Override
    public List<Anchor> anchors() {
        List<Anchor> anchors = new ArrayList<>();
        for (int length = 2; length <= 34; length++) {
            anchors.add(new Anchor.Sized(true, length));
        }
        return anchors;
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (!Letters.isLetter(reading.at(anchor)) || !Letters.isLetter(reading.at(anchor + 1)) || !reading.beginsAt(anchor)) {
            return;
        }
        int length = BY_COUNTRY[country(Letters.upper(reading.at(anchor)), Letters.upper(reading.at(anchor + 1)))];
        if (length == 0) {
            return;
        }
        char[] value = reading.scratch();
        int count = 0;
        int i = anchor;
        while (count < length) {
            char c = reading.at(i);
            if ((c == ' ' || c == '-') && count >= 2 && Letters.isPlainWord(reading.at(i + 1))) {
                i++;
                c = reading.at(i);
            }
            if (!Letters.isPlainWord(c) || (count == 2 || count == 3) && !Letters.isDigit(c)) {
                return;
            }
            value[count++] = Letters.upper(c);
            i++;
        }
        // Country and check digits count as the last four.
        if (reading.endsAt(i) && Digits.modulo97(value, 0, 4, Digits.modulo97(value, 4, length, 0)) == 1) {
            findings.add(type(), anchor, i, .97);
        }
    }
}
