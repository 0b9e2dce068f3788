package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * Whom a body names as its end user. Each field once, and a string or null: who has limits of their own is no one else for being written
 * as a number.
 */
final class EndUserFields {

    private String user;
    private String safetyIdentifier;
    private boolean userSeen;
    private boolean safetyIdentifierSeen;

    void user(JsonToken value, JsonParser parser) throws IOException {
        user = whom("user", userSeen, value, parser);
        userSeen = true;
    }

    void safetyIdentifier(JsonToken value, JsonParser parser) throws IOException {
        safetyIdentifier = whom("safety_identifier", safetyIdentifierSeen, value, parser);
        safetyIdentifierSeen = true;
    }

    private static String whom(String name, boolean seenBefore, JsonToken value, JsonParser parser) throws IOException {
        PayloadFields.once(name, seenBefore);
        return switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw PayloadFields.invalid(name, "a string is expected");
        };
    }

    /** {@code user}, else {@code safety_identifier}. */
    Optional<String> named() {
        return Optional.ofNullable(user).or(() -> Optional.ofNullable(safetyIdentifier));
    }
}
