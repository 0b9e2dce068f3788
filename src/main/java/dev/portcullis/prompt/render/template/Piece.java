package dev.portcullis.prompt.render.template;

/** A part of a template as its braces cut it. */
public sealed interface Piece {

    /** Where it begins in the template, in UTF-16 units. */
    int at();

    /** Text to be given as it stands; escapes are resolved. */
    record Text(int at, String text) implements Piece {
    }

    /**
     * @param inner      what stands between the braces, without what marks its kind
     * @param innerAt    where that begins in the template
     * @param end        where the text behind it begins
     * @param trimBefore whether {@code ~} takes away white space before it
     */
    record Tag(int at, int end, Kind kind, String inner, int innerAt, boolean trimBefore, boolean trimAfter) implements Piece {
    }

    enum Kind {
        /** <code>{{x}}</code> */
        VALUE,
        /** <code>{{#if x}}</code> */
        OPEN,
        /** <code>{{else}}</code>, <code>{{else if x}}</code> and <code>{{^}}</code> */
        ELSE,
        /** <code>{{/if}}</code> */
        CLOSE,
        /** <code>{{> id@1.0.0}}</code> */
        PARTIAL,
        /** <code>{{! … }}</code>; also what is refused, so that one mistake is told once */
        COMMENT
    }
}
