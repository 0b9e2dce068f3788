package dev.portcullis.release;

import java.util.Locale;

/** What is released, or mirrored: whose calls it is about. @param name a prompt's id, or a model as callers name it */
public record Subject(Kind kind, String name) {

    public enum Kind {
        PROMPT, MODEL;

        /** As the database, logs and metrics have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public static Subject prompt(String id) {
        return new Subject(Kind.PROMPT, id);
    }

    public static Subject model(String name) {
        return new Subject(Kind.MODEL, name);
    }
}
