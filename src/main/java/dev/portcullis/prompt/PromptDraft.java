package dev.portcullis.prompt;

import dev.portcullis.prompt.version.Semver;
import java.util.Optional;

/**
 * A version that is not published yet.
 *
 * @param wanted  its number; empty for {@code "version": "auto"}: whatever its difference from the newest release asks for
 * @param content under that number, or 0.0.0
 */
public record PromptDraft(Optional<Semver> wanted, PromptVersion content) {
}
