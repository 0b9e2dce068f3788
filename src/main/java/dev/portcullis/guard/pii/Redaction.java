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
        int length = text.length();
        for (Entity entity : entities) {
            length += entity.type().length() + 2 - entity.span().length();
        }
        StringBuilder redacted = new StringBuilder(length);
        int done = 0;
        for (Entity entity : entities) {
            redacted.append(text, done, entity.span().start()).append('[').append(entity.type()).append(']');
            done = entity.span().end();
        }
        return redacted.append(text, done, text.length()).toString();
    }

    /** The same in a JSON document, which it stays: {@code "[CREDIT_CARD]"} in place of a number. */
    public static String redactJson(String json, List<Entity> entities) {
        return replace(json, 0, json.length(), entities, (entity, value) -> "[" + entity.type() + "]", new JsonPlace());
    }

    /** Of a part of a JSON document. @param place where that part begins; then where it ends. The value is given as it stands there */
    static String replace(String text, int from, int to, List<Entity> entities, BiFunction<Entity, String, String> placeholder, JsonPlace place) {
        StringBuilder redacted = new StringBuilder(to - from);
        int done = from;
        for (Entity entity : entities) {
            Span span = entity.span();
            place.read(text, done, span.start());
            int start = Math.min(span.end(), span.start() + place.escaped(text, span.start()));
            place.read(text, span.start(), start);
            redacted.append(text, done, start).append(place.fitting(placeholder.apply(entity, text.substring(start, span.end()))));
            place.read(text, start, span.end());
            done = span.end();
        }
        place.read(text, done, to);
        return redacted.append(text, done, to).toString();
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
