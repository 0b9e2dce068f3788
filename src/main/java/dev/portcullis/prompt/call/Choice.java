package dev.portcullis.prompt.call;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.util.Optional;

/**
 * Which version a call gets.
 *
 * @param assignment where it got what is deployed, and is among those by whom that is judged
 */
record Choice(PublishedVersion version, Optional<Assignment> assignment) {

    /**
     * @param caller who asks: the same one gets the same version as long as nothing else is deployed
     * @throws Refused with {@code InvalidValue} for a version that is none
     */
    static Optional<Choice> of(Prompt prompt, NamedPrompt named, String caller) {
        if (named.version().isEmpty()) {
            return prompt.deployment().flatMap(deployed -> deployed(prompt, deployed, caller));
        }
        Selector selector = Selector.parse(named.version().get()).orElseThrow(() -> new Refused(new Refusal.InvalidValue("prompt.version",
                "a version such as 2.1.0, a range such as 2, 2.1, ^2.1 or ~2.1.3, or latest is expected")));
        return prompt.choose(selector).map(version -> new Choice(version, Optional.empty()));
    }

    private static Optional<Choice> deployed(Prompt prompt, Deployment deployed, String caller) {
        int percentage = deployed.greenPercentage();
        Optional<String> release = deployed.release(prompt.id()).filter(known -> percentage > 0);
        if (release.isEmpty()) {
            return prompt.choose(new Selector.Exact(deployed.blue())).map(found -> new Choice(found, Optional.empty()));
        }
        // The release is the seed, so that nobody is always the first to get what is new.
        int place = Split.place(release.get(), caller);
        Semver version = Split.isIn(place, percentage) ? deployed.green().orElseThrow() : deployed.blue();
        Optional<Assignment> assignment = Split.side(place, percentage).map(side -> new Assignment(release.get(), side, caller));
        return prompt.choose(new Selector.Exact(version)).map(found -> new Choice(found, assignment));
    }

    /** What there is in the place of a version that there is not. */
    static String others(Prompt prompt) {
        return prompt.versions().newest().map(newest -> "its newest version is " + newest.version()).orElse("nothing of it has been published yet");
    }
}
