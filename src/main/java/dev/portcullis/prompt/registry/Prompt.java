package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Versions;
import java.util.Optional;

/**
 * A prompt with all its versions.
 *
 * @param deployed what was deployed, if anything was
 */
public record Prompt(String id, Versions<PublishedVersion> versions, Optional<Deployment> deployed) {

    public Optional<PublishedVersion> choose(Selector selector) {
        return versions.choose(selector);
    }

    /** What is in force: what was deployed, or else the newest one; empty while there is no version at all. */
    public Optional<Deployment> deployment() {
        return deployed.or(() -> versions.newest().map(newest -> new Deployment(newest.version(), Optional.empty(), 0)));
    }

    Prompt with(PublishedVersion version) {
        return new Prompt(id, versions.with(version.version(), version), deployed);
    }

    Prompt with(Deployment deployment) {
        return new Prompt(id, versions, Optional.of(deployment));
    }
}
