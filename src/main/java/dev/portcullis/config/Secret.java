package dev.portcullis.config;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Value;

/** Text that must not be seen: it prints as {@code ****}. */
public final class Secret {

    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]+");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    static Optional<Secret> read(Value value) {
        return value.text().filter(text -> {
            boolean fits = HEADER_SAFE.matcher(text).matches();
            if (!fits) {
                value.problem("has a space, a line break or another character that cannot be sent in a header");
            }
            return fits;
        }).map(Secret::new);
    }

    /** The text itself, for the header that it is sent in. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
