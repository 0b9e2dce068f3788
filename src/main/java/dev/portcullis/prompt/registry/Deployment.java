package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import java.util.Optional;

/**
 * What callers get who name no version.
 *
 * @param green           what some of them get in place of blue
 * @param greenPercentage how many of a hundred, 0 to 100; 0 where there is no green
 */
public record Deployment(Semver blue, Optional<Semver> green, int greenPercentage) {
}
