package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Run;
import java.util.List;

/** A JSON Web Token (RFC 7519): a header and claims in base64, which begin with a brace, and a signature, which may be missing. */
public final class JsonWebToken implements Recogniser {

    private static final int SHORTEST = 20;

    @Override
    public String type() {
        return "SECRET";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Prefix("eyj"));
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (reading.at(anchor) != 'e' || reading.at(anchor + 1) != 'y' || reading.at(anchor + 2) != 'J') {
            return;
        }
        int points = 0;
        int i = reading.end(Run.TOKEN, anchor, Reading.LONGEST);
        while (i - anchor < Reading.LONGEST && points < 4 && reading.at(i) == '.' && Letters.isPlainWord(reading.at(i + 1))) {
            points++;
            i = reading.end(Run.TOKEN, i + 1, Reading.LONGEST - (i + 1 - anchor));
        }
        if (points > 0 && i - anchor >= SHORTEST) {
            findings.add(type(), anchor, i, .99);
        }
    }
}
