package dev.portcullis.pipeline;

import java.util.function.Predicate;

/**
 * Who pays. One of the configuration's {@code tenants}, so its name is a safe label.
 *
 * @param mayUse whether this tenant may use a model of that name
 * @param maySee whether this tenant may name, and read, a prompt of that id
 */
public record Tenant(String name, Predicate<String> mayUse, Predicate<String> maySee) {

    /** Whose prompts are all there are. */
    public Tenant(String name, Predicate<String> mayUse) {
        this(name, mayUse, prompt -> true);
    }
}
