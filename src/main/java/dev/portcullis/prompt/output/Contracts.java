package dev.portcullis.prompt.output;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the versions of prompts promise of their answers. Safe for threads. */
public final class Contracts {

    /** That are kept ready, each of them some kilobytes. */
    private static final int MOST_READY = 2_000;

    private final Supplier<PromptCatalogue> catalogue;
    private final ToIntFunction<String> tokens;
    /** By the version's hash: versions never change. */
    private final Cache<String, Optional<Contract>> ready = Caffeine.newBuilder().maximumSize(MOST_READY).executor(Runnable::run).build();

    public Contracts(Supplier<PromptCatalogue> catalogue, ToIntFunction<String> tokens) {
        this.catalogue = catalogue;
        this.tokens = tokens;
    }

    /** @return empty where no prompt is used, or it is not there any more */
    Optional<PublishedVersion> version(PromptUse use) {
        return use.isNone() ? Optional.empty() : Semver.parse(use.version())
                .flatMap(version -> catalogue.get().find(use.id()).flatMap(prompt -> prompt.choose(new Selector.Exact(version))));
    }

    /** Whether {@link #of} takes no time worth speaking of: a schema is compiled first, which an event loop shall not wait for. */
    boolean isReady(PublishedVersion version) {
        return ready.getIfPresent(version.hash()) != null
                || version.contentIfRead().filter(content -> content.validation().jsonSchema().isEmpty()).isPresent();
    }

    /** @return empty where it promises nothing */
    Optional<Contract> of(PublishedVersion version) {
        return ready.get(version.hash(), hash -> version.content().flatMap(content -> Contract.of(content.validation(), tokens)));
    }
}
