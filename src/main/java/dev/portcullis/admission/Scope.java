package dev.portcullis.admission;

/** Whose calls a limit counts together. */
enum Scope {
    TENANT("this tenant"), KEY("this API key"), USER("this user");

    private final String words;

    Scope(String words) {
        this.words = words;
    }

    /** As an error speaks of it. */
    String words() {
        return words;
    }
}
