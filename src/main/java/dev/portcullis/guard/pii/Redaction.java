package dev.portcullis.guard.pii;

import dev.portcullis.guard.text.Span;
import java.util.List;
import java.util.function.BiFunction;

/** Writes something else where personal data stood. */
public final class Redaction {

    private Redaction() {
    }

    /** {@code [EMAIL_ADDRESS]} in place of each. @param entities in order, without overlaps, as {@link PersonalData} finds them */
    public static String redact(String text, List<Entity> entities) {
        return replace(text, 0, text.length(), entities, (entity, value) -> "[" + entity.type() + "]");
    }

    /** Of a part of the text, in which the entities lie. */
    static String replace(String text, int from, int to, List<Entity> entities, BiFunction<Entity, String, String> placeholder) {
        StringBuilder redacted = new StringBuilder(to - from);
        int done = from;
        for (Entity entity : entities) {
            Span span = entity.span();
            redacted.append(text, done, span.start()).append(placeholder.apply(entity, text.substring(span.start(), span.end())));
            done = span.end();
        }
        return redacted.append(text, done, to).toString();
    }
}
