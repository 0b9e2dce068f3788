package dev.portcullis.prompt.call;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Experiments;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.pipeline.release.Variant;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which version a call gets.
 *
 * @param assignment where it got what is deployed, and is among those by whom that is judged; of an experiment's variant where it got one, since one
 *                   call can be judged for one thing only
 * @param model      that an experiment puts in place of the version's
 * @param settings   of an experiment, which win over the version's
 */
record Choice(PublishedVersion version, Optional<Assignment> assignment, Optional<String> model, Map<String, Object> settings) {

    private Choice(PublishedVersion version, Optional<Assignment> assignment) {
        this(version, assignment, Optional.empty(), Map.of());
    }

    /**
     * @param caller who asks: the same one gets the same version as long as nothing else is deployed
     * @param says   whether the call has a field of this name
     * @throws Refused with {@code InvalidValue} for a version that is none
     */
    static Optional<Choice> of(Prompt prompt, NamedPrompt named, String caller, Experiments experiments, Predicate<String> says) {
        if (named.version().isEmpty()) {
            return experiments.variant(prompt.id(), caller, says).flatMap(variant -> tried(prompt, variant, caller))
                    .or(() -> deployed(prompt, caller));
        }
        Selector selector = Selector.parse(named.version().get()).orElseThrow(() -> new Refused(new Refusal.InvalidValue(named.versionField(),
                "a version such as 2.1.0, a range such as 2, 2.1, ^2.1 or ~2.1.3, or latest is expected")));
        return prompt.choose(selector).map(version -> new Choice(version, Optional.empty()));
    }

    /** Empty where the variant's version is not there, which is nobody's experiment then. */
    private static Optional<Choice> tried(Prompt prompt, Variant variant, String caller) {
        Optional<PublishedVersion> version = variant.version().isEmpty() ? deployed(prompt, caller).map(Choice::version)
                : Semver.parse(variant.version().get()).flatMap(exact -> prompt.choose(new Selector.Exact(exact)));
        return version.map(found -> new Choice(found, Optional.of(variant.assignment()), variant.model(), variant.settings()));
    }

    private static Optional<Choice> deployed(Prompt prompt, String caller) {
        return prompt.deployment().flatMap(deployed -> deployed(prompt, deployed, caller));
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
