package dev.portcullis.prompt.call;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.output.schema.Schema;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.render.Compilation;
import dev.portcullis.prompt.render.CompilePrompt;
import dev.portcullis.prompt.render.CompiledPrompts;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.template.Problem;
import dev.portcullis.prompt.render.template.TemplateBounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The templates of what is published, or is to be. Safe for threads. */
public final class Templates {

    private final Supplier<PromptCatalogue> catalogue;
    private final Supplier<PromptCatalogue> hidden;
    private final CompilePrompt compile = new CompilePrompt(TemplateBounds.DEFAULT);
    private final LongSupplier edition;
    /** By hash. Partials are pinned, and versions never change but with the edition: in one, what was compiled stays right. */
    private final CompiledPrompts compiled = new CompiledPrompts(compile, CompiledPrompts.DEFAULT_BYTES);

    public Templates(Supplier<PromptCatalogue> catalogue) {
        this(catalogue, () -> PromptCatalogue.EMPTY, () -> 0);
    }

    /**
     * @param hidden  versions that nobody can call any more, but whose texts others may still be made of
     * @param edition another number as soon as a version has other content than before; asked before the catalogue is
     */
    public Templates(Supplier<PromptCatalogue> catalogue, Supplier<PromptCatalogue> hidden, LongSupplier edition) {
        this.catalogue = catalogue;
        this.hidden = hidden;
        this.edition = edition;
    }

    /** @return empty where the version cannot be compiled, which a publish does not let in */
    public Optional<CompiledPrompt> of(PublishedVersion version, PromptVersion content) {
        Compilation compilation = compiled.get(version.hash(), edition.getAsLong(), () -> Sources.of(content, this::partial));
        return compilation instanceof Compilation.Compiled done ? Optional.of(done.prompt()) : Optional.empty();
    }

    /** @return empty where it was not compiled lately, or cannot be, or texts have changed since, which may be its own */
    public Optional<CompiledPrompt> ifReady(PublishedVersion version) {
        return compiled.find(version.hash(), edition.getAsLong());
    }

    /** For who publishes. @return all that is wrong with it */
    public List<Fault> faults(PromptVersion content) {
        return compile(content) instanceof Compilation.Broken broken ? faults(content, broken.problems()) : List.of();
    }

    /**
     * What became of checking a version.
     *
     * @param used the texts of others that it asked for, by their addresses; empty where there was none. As long as all of these are the same, so are the faults
     */
    public record Checked(List<Fault> faults, Map<String, Optional<String>> used) {
    }

    /** For who serves a version that was not published. */
    public Checked check(PromptVersion content) {
        Map<String, Optional<String>> used = new LinkedHashMap<>();
        Compilation compilation = compile.compile(Sources.of(content, address -> used.computeIfAbsent(address, this::partial)));
        return new Checked(compilation instanceof Compilation.Broken broken ? faults(content, broken.problems()) : List.of(), Map.copyOf(used));
    }

    /** For who publishes. @return what is allowed and may not be meant, in the texts and in the answer's schema */
    public List<Fault> warnings(PromptVersion content) {
        List<Fault> warnings = new ArrayList<>(faults(content, compile(content).warnings()));
        content.validation().jsonSchema().flatMap(Schema::unknown).ifPresent(why -> warnings.add(Fault.of("validation.json_schema",
                "no answer will be checked by it: " + why)));
        return warnings;
    }

    private Compilation compile(PromptVersion content) {
        return compile.compile(Sources.of(content, this::partial));
    }

    private static List<Fault> faults(PromptVersion content, List<Problem> problems) {
        return problems.stream().map(problem -> new Fault(content.isTemplate() ? "template" : "messages[" + problem.message() + "].content", problem.line(),
                problem.column(), problem.partial().isEmpty() ? problem.text() : "in " + problem.partial() + ": " + problem.text())).toList();
    }

    /** @param address {@code id@1.2.3}. @return that version's only text */
    public Optional<String> partial(String address) {
        return Sources.partial(catalogue.get(), address).or(() -> Sources.partial(hidden.get(), address));
    }
}
