package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.difference.PromptDifference;
import dev.portcullis.prompt.difference.StepCheck;
import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.Optional;

/** What became of publishing a version. */
public sealed interface Publication {

    /** @param before what differs from the release before it, if there is one */
    record Published(PromptVersion version, String hash, Instant at, Optional<PromptDifference> before) implements Publication {
    }

    /** @param same whether what is there under this number is the same, to the last letter */
    record Exists(Semver version, boolean same) implements Publication {
    }

    record StepTooSmall(StepCheck.TooSmall why) implements Publication {
    }

    /** The number was left to the registry, and nothing has changed since this version. */
    record Unchanged(Semver version) implements Publication {
    }

    /** @param sentence says of what there are too many */
    record Full(String sentence) implements Publication {
    }
}
