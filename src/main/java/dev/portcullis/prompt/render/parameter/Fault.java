package dev.portcullis.prompt.render.parameter;

/**
 * Why a prompt was not rendered; the caller's fault, unless a template makes of ordinary variables more than the bounds allow.
 *
 * @param variable the variable it is about, or empty
 * @param text     what was expected and what was found; never the value
 */
public record Fault(Reason reason, String variable, String text) {

    public enum Reason {
        MISSING, WRONG_TYPE, NOT_ALLOWED, TOO_MANY_TOKENS,
        /** The rendered text is larger than the bounds allow. */
        TOO_LARGE,
        /** More rounds of loops than the bounds allow. */
        TOO_MANY_ROUNDS,
        /** Rendering took longer than the bounds allow. */
        TOO_SLOW,
        /** A value is nested deeper than the bounds allow, or is no JSON. */
        NOT_PLAIN;

        /** Whether there may be none within larger bounds. */
        public boolean isOfBounds() {
            return this == TOO_LARGE || this == TOO_MANY_ROUNDS || this == TOO_SLOW;
        }
    }
}
