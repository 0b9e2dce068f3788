package dev.portcullis.prompt.command;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.version.Semver;
import java.util.Map;
import java.util.Optional;

/** What is published already, wherever that is. Changes nothing. */
interface Registry {

    /** Where nothing is. */
    Registry NONE = new Registry() {
        @Override
        public Map<Semver, String> hashes(String id) {
            return Map.of();
        }

        @Override
        public Optional<PromptVersion> version(String id, Semver version) {
            return Optional.empty();
        }
    };

    /** The hash of each version of a prompt; empty where there is no such prompt. */
    Map<Semver, String> hashes(String id) throws Cannot;

    Optional<PromptVersion> version(String id, Semver version) throws Cannot;
}
