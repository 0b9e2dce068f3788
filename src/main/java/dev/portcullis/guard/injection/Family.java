package dev.portcullis.guard.injection;

import java.util.Locale;

/** What a rule is about, as the guard header and the log name it. */
public enum Family {
    /** Puts other instructions in the place of those that are given. */
    OVERRIDE,
    /** Makes the model somebody who has no rules. */
    PERSONA,
    /** Asks for the system prompt or a secret in it. */
    LEAK,
    /** Imitates the marks between messages. */
    DELIMITER,
    /** Makes tools do harm, or sends away what the model knows. */
    TOOL,
    /** Stands in a document or a tool's result and speaks to the model that reads it. */
    INDIRECT,
    /** Asks to decode something and to obey it. */
    DECODE,
    /** Any of these in another language. */
    LANGUAGE,
    /** Speaks about attacks rather than makes one; lowers the score. */
    MENTION;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
