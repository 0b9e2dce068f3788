package dev.portcullis.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who speaks in a prompt's message, as OpenAI's chat names them. */
public enum Role {
    SYSTEM, DEVELOPER, USER, ASSISTANT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
