package dev.portcullis.prompt.render.template;

/** What a name may be written of without brackets. */
final class Names {

    private Names() {
    }

    /** Letters and digits of every script with the marks they carry, {@code _}, {@code -} and {@code $}. */
    static boolean part(int point) {
        return Character.isLetterOrDigit(point) || point == '_' || point == '-' || point == '$' || switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
