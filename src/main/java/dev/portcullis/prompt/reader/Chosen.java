package dev.portcullis.prompt.reader;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The version of a prompt that somebody reads. Where a client wants whole numbers, a version's is its place in the order in which the prompt's
 * versions were published, from 1: so it never changes.
 */
record Chosen(Prompt prompt, PublishedVersion version, PromptVersion content) {

    static final String DEPLOYED = "production";
    static final String NEWEST = "latest";

    private static final int LONGEST_PLACE = 9;
    private static final Comparator<PublishedVersion> BY_TIME =
            Comparator.comparing(PublishedVersion::publishedAt).thenComparing(PublishedVersion::version);

    /**
     * @param maySee whether the reader may see a prompt of that id; it is as if others were not there
     * @param number a whole number, or a version or a range as calls write it
     * @param label  {@code production} for what is deployed (its blue version), {@code latest} for the newest release, or a version or a range
     * @throws Refused with {@code PromptNotFound}, {@code InvalidValue} or {@code StoreUnavailable}
     */
    static Chosen of(PromptCatalogue catalogue, Predicate<String> maySee, String id, Optional<String> number, Optional<String> label) {
        if (number.isPresent() && label.isPresent()) {
            throw new Refused(new Refusal.InvalidValue("label", "either a version or a label is expected, not both"));
        }
        Prompt prompt = catalogue.find(id).filter(there -> maySee.test(id))
                .orElseThrow(() -> new Refused(Refusal.noPrompt(id, catalogue.isRead())));
        PublishedVersion version = (number.isPresent() ? numbered(prompt, number.get()) : labelled(prompt, label.orElse(DEPLOYED)))
                .orElseThrow(() -> notFound(id, "it has no such version"));
        return new Chosen(prompt, version, version.content().orElseThrow(() -> notFound(id, "this version needs a newer gateway")));
    }

    /** From 1. */
    int ordinal() {
        return (int) prompt.versions().values().filter(other -> BY_TIME.compare(other, version) <= 0).count();
    }

    /** What this version is called beside its number; its own number is one of them. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        deployed(prompt).filter(version.version()::equals).ifPresent(same -> labels.add(DEPLOYED));
        prompt.versions().newest().filter(version::equals).ifPresent(same -> labels.add(NEWEST));
        labels.add(version.version().toString());
        return labels;
    }

    private static Optional<PublishedVersion> numbered(Prompt prompt, String number) {
        if (number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long place = number.length() > LONGEST_PLACE ? 0 : Long.parseLong(number);
            return place == 0 ? Optional.empty() : prompt.versions().values().sorted(BY_TIME).skip(place - 1).findFirst();
        }
        return selected(prompt, "version", number, "a whole number, a version such as 2.1.0, or a range such as 2.1 or ^2.1 is expected");
    }

    private static Optional<PublishedVersion> labelled(Prompt prompt, String label) {
        return switch (label) {
            case DEPLOYED -> deployed(prompt).flatMap(version -> prompt.choose(new Selector.Exact(version)));
            case NEWEST -> prompt.versions().newest();
            default -> selected(prompt, "label", label, "'production', for what is deployed, 'latest', or a version or a range is expected");
        };
    }

    private static Optional<PublishedVersion> selected(Prompt prompt, String field, String written, String expected) {
        return prompt.choose(Selector.parse(written).orElseThrow(() -> new Refused(new Refusal.InvalidValue(field, expected))));
    }

    private static Optional<Semver> deployed(Prompt prompt) {
        return prompt.deployment().map(deployment -> deployment.blue());
    }

    private static Refused notFound(String id, String detail) {
        return new Refused(new Refusal.PromptNotFound(id, detail));
    }
}
