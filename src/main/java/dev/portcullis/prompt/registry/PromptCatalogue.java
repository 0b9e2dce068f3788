package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Versions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All prompts at one moment. Immutable: a change makes another one, which costs a copy of a table with one entry a prompt. */
public final class PromptCatalogue {

    public static final PromptCatalogue EMPTY = new PromptCatalogue(Map.of(), true);
    /** What is known before the database was read for the first time: nothing, not even which prompts there are not. */
    public static final PromptCatalogue UNREAD = new PromptCatalogue(Map.of(), false);

    /** A version and whose it is. */
    public record Entry(String prompt, PublishedVersion version) {
    }

    private final Map<String, Prompt> prompts;
    private final boolean read;

    private PromptCatalogue(Map<String, Prompt> prompts, boolean read) {
        this.prompts = prompts;
        this.read = read;
    }

    /** Whether a prompt that is not found is none. */
    public boolean isRead() {
        return read;
    }

    public Optional<Prompt> find(String id) {
        return Optional.ofNullable(prompts.get(id));
    }

    /** In no order that means anything. */
    public Stream<Prompt> prompts() {
        return prompts.values().stream();
    }

    public int size() {
        return prompts.size();
    }

    /** These and some more; where there is a version of the same number, the new one takes its place. */
    public PromptCatalogue with(Collection<Entry> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Prompt> all = new HashMap<>(prompts);
        more.forEach(entry -> all.compute(entry.prompt, (id, there) -> (there == null ? none(id) : there).with(entry.version)));
        return new PromptCatalogue(all, read);
    }

    /** These, and of another catalogue each prompt as a whole, in place of one that has its id here. */
    public PromptCatalogue replacing(PromptCatalogue others) {
        if (others.prompts.isEmpty()) {
            return this;
        }
        Map<String, Prompt> all = new HashMap<>(prompts);
        all.putAll(others.prompts);
        return new PromptCatalogue(all, read);
    }

    /** @param deployments by prompt */
    public PromptCatalogue deploying(Map<String, Deployment> deployments) {
        if (deployments.isEmpty()) {
            return this;
        }
        Map<String, Prompt> all = new HashMap<>(prompts);
        deployments.forEach((id, deployment) -> all.compute(id, (same, there) -> (there == null ? none(id) : there).with(deployment)));
        return new PromptCatalogue(all, read);
    }

    private static Prompt none(String id) {
        return new Prompt(id, Versions.none(), Optional.empty());
    }
}
