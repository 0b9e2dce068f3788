package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Personal data in base64 (RFC 4648, either alphabet): what decodes to readable text in which something is found is taken away as a
 * whole, as the first of what was found. Nothing is decoded twice.
 */
final class EncodedText implements Recogniser {

    private static final double READABLE = .85;
    private static final int SHORTEST = 12;

    private final PersonalData inner;

    EncodedText(PersonalData inner) {
        this.inner = inner;
    }

    @Override
    public String type() {
        return Findings.NOTHING;
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Long());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        int end = anchor;
        while (end - anchor < Reading.LONGEST && isBase64(reading.at(end))) {
            end++;
        }
        int coded = end;
        while (end - coded < 2 && reading.at(end) == '=') {
            end++;
        }
        String text = decoded(reading.text(anchor, Math.min(coded, reading.length())));
        if (text.length() >= SHORTEST && isReadable(text)) {
            List<Entity> found = inner.find(text);
            if (!found.isEmpty()) {
                findings.add(found.getFirst().type(), anchor, end, found.getFirst().score());
            }
        }
    }

    private static boolean isBase64(char c) {
        return Letters.isPlainWord(c) || c == '+' || c == '/' || c == '-' || c == '_';
    }

    private static String decoded(String coded) {
        String usual = coded.replace('-', '+').replace('_', '/');
        int length = usual.length() % 4 == 1 ? usual.length() - 1 : usual.length();
        byte[] bytes = Base64.getDecoder().decode(usual.substring(0, length));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isReadable(String text) {
        long readable = text.chars().filter(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t' || c > 0xA0 && c != 0xFFFD).count();
        return readable >= text.length() * READABLE;
    }
}
