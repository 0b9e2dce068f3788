package dev.portcullis.guard.pii;

import java.util.function.BiFunction;

/**
 * Redacts a text that comes in pieces as if it had come whole: what it gives back, joined, is the whole text's redaction, however the
 * text was cut. One per stream; not safe for threads.
 */
public final class RedactedStream {

    private final PersonalData personalData;
    private final BiFunction<Entity, String, String> placeholder;
    /** Null where the text is no JSON. */
    private final JsonPlace place;
    private final StringBuilder buffer = new StringBuilder();
    /** Where what is held begins; before it stands what was released last. */
    private int from;

    /** @param placeholder what to write for an entity and its value */
    public RedactedStream(PersonalData personalData, BiFunction<Entity, String, String> placeholder) {
        this(personalData, placeholder, false);
    }

    /** @param json whether the text is a JSON document, which it stays */
    public RedactedStream(PersonalData personalData, BiFunction<Entity, String, String> placeholder, boolean json) {
        this.place = json ? new JsonPlace() : null;
        this.personalData = personalData;
        this.placeholder = placeholder;
    }

    /** Writes {@code [EMAIL_ADDRESS]}. */
    public RedactedStream(PersonalData personalData) {
        this(personalData, (entity, value) -> "[" + entity.type() + "]");
    }

    /** What can be released now, perhaps nothing. */
    public String push(String piece) {
        buffer.append(piece);
        return release(false);
    }

    /** The rest. */
    public String end() {
        return release(true);
    }

    /** How many characters are held. */
    public int held() {
        return buffer.length() - from;
    }

    private String release(boolean ended) {
        String text = buffer.toString();
        Scan scan = personalData.scan(text, from, ended);
        String released = place == null ? Redaction.replace(text, from, scan.safe(), scan.entities(), placeholder)
                : Redaction.replace(text, from, scan.safe(), scan.entities(), placeholder, place);
        from = scan.safe();
        int spare = from - PersonalData.CONTEXT;
        if (spare > PersonalData.CONTEXT) {
            buffer.delete(0, spare);
            from -= spare;
        }
        return released;
    }
}
