package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Run;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/**
 * What is assigned to a name that says it is secret: {@code api_key = "..."}, {@code password: ...}. A key must look random; a password
 * must hold a digit or a sign, since code and prose write words there. Also what follows {@code Bearer} or {@code Basic}.
 */
public final class NamedSecret implements Recogniser {

    private static final Words KEYS = Words.of("api key", "apikey", "api token", "access key", "access token", "auth token", "secret key",
            "secret access key", "secret", "client secret", "account key", "private key", "refresh token", "bearer token", "token",
            "signing key", "encryption key");
    private static final Words PASSWORDS = Words.of("password", "passwd", "passphrase", "pwd", "passwort", "contraseña", "mot de passe",
            "senha");
    private static final int NAME_BACK = 24;
    private static final int SHORTEST_KEY = 16;
    private static final int SHORTEST_PASSWORD = 6;
    /** A longer key shows within so many characters that it looks random. */
    private static final int SHOWN = 256;

    @Override
    public String type() {
        return "SECRET";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Symbol('='), new Anchor.Symbol(':'), new Anchor.Prefix("bearer"), new Anchor.Prefix("basic"));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        char mark = reading.at(anchor);
        if (mark != '=' && mark != ':') {
            int from = anchor + (Letters.lower(reading.at(anchor + 1)) == 'e' ? 6 : 5);
            if (reading.at(from) == ' ') {
                key(reading, from + 1, findings);
            }
            return;
        }
        boolean key = reading.before(KEYS, anchor, NAME_BACK);
        if (!key && !reading.before(PASSWORDS, anchor, NAME_BACK) || reading.at(anchor + 1) == '=' || reading.at(anchor + 1) == '/') {
            return;
        }
        int from = anchor + 1;
        while (from - anchor < 4 && (reading.at(from) == ' ' || reading.at(from) == '"' || reading.at(from) == '\''
                || reading.at(from) == '`')) {
            from++;
        }
        if (key) {
            key(reading, from, findings);
        } else {
            char before = reading.at(from - 1);
            password(reading, from, before == '"' || before == '\'' || before == '`' ? before : Reading.OUTSIDE, findings);
        }
    }

    private void key(Reading reading, int from, Findings findings) {
        int end = reading.trimmed(Run.ASSIGNED, from, reading.end(Run.ASSIGNED, from, Reading.LONGEST));
        int digits = 0;
        int letters = 0;
        for (int i = from; i < Math.min(end, from + SHOWN); i++) {
            digits += Letters.isDigit(reading.at(i)) ? 1 : 0;
            letters += Letters.isLetter(reading.at(i)) ? 1 : 0;
        }
        if (end - from >= SHORTEST_KEY && digits > 1 && letters > 1 && reading.at(end) != '(') {
            findings.add(type(), from, end, .75);
        }
    }

    private void password(Reading reading, int from, char quote, Findings findings) {
        int end = from;
        int digits = 0;
        int letters = 0;
        int signs = 0;
        while (end - from < 64 && reading.at(end) > ' '
                && (quote == Reading.OUTSIDE ? "\"'`,;<>)]}".indexOf(reading.at(end)) < 0 : reading.at(end) != quote)) {
            char c = reading.at(end);
            digits += Letters.isDigit(c) ? 1 : 0;
            letters += Letters.isLetter(c) ? 1 : 0;
            signs += Letters.isWord(c) || c == '.' || c == '(' || c == '_' ? 0 : 1;
            end++;
        }
        while (end > from && (reading.at(end - 1) == '.' || reading.at(end - 1) == '?')) {
            end--;
        }
        char first = reading.at(from);
        boolean code = first == '$' || first == '{' || first == '[' || first == '<' || first == '%' || reading.at(end - 1) == '(';
        if (end - from >= SHORTEST_PASSWORD && letters > 0 && digits + signs > 0 && digits + letters > 3 && !code) {
            findings.add(type(), from, end, .7);
        }
    }
}
