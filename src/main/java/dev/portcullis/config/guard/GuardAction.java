package dev.portcullis.config.guard;

import java.util.Locale;

import dev.portcullis.config.yaml.Section;

/** What is done about a text as a whole; the strongest first. */
public enum GuardAction {
    /** It does not pass. */
    BLOCK,
    /** It passes as it is; that something was found is told. */
    FLAG,
    /** It is not looked at. */
    OFF;

    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param absent what is done where nothing is said */
    static GuardAction read(Section in, String key, GuardAction absent) {
        return in.value(key).flatMap(value -> value.word(values(), GuardAction::yamlName)).orElse(absent);
    }
}
