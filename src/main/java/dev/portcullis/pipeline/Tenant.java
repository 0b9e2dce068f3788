package dev.portcullis.pipeline;

import java.util.function.Predicate;

/**
 * Who pays. One of the configuration's {@code tenants}, so its name is a safe label.
 *
 * @param mayUse whether this tenant may use a model of that name
 */
public record Tenant(String name, Predicate<String> mayUse) {
}
