package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a call pays to find its prompt's version among 10,000 prompts with 10 versions each, the reading of what it names included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PromptCatalogueBenchmark {

    static final int PROMPTS = 10_000;
    static final int VERSIONS = 10;

    private static final String[] SELECTORS = {"latest", "2", "^2.1", "~2.3.0", "2.5.0"};

    private final String[] ids = new String[PROMPTS];
    private PromptCatalogue catalogue;
    private int next;

    /** Each version's text is some 700 characters. */
    static PromptCatalogue filled(int prompts) {
        List<PromptCatalogue.Entry> entries = new ArrayList<>();
        for (int i = 0; i < prompts; i++) {
            for (int minor = 0; minor < VERSIONS; minor++) {
                PromptVersion version = ((Reading.Read) PromptReader.readJson("""
                        {"id":"prompt-%d","version":"2.%d.0","name":"Prompt %d","category":"analysis","template":"%s","parameters":{"language":"required",
                         "complexity":"optional","focus_areas":{"required":false,"type":"array","default":[]}},"validation":{"min_tokens":50,"max_tokens":2000},
                         "metadata":{"author":"engineering-team","tags":["code","review"],"created":"2024-01-15"}}"""
                        .formatted(i, minor, i, "You review {{language}} code with care. ".repeat(17)))).draft().content();
                entries.add(new PromptCatalogue.Entry(new String(version.id()), new PublishedVersion(Semver.of(version.version().toString()),
                        PromptDocument.hash(version), Instant.EPOCH, "admin key", PromptDocument.compact(version))));
            }
        }
        return PromptCatalogue.EMPTY.with(entries);
    }

    @Setup
    public void fill() {
        catalogue = filled(PROMPTS);
        for (int i = 0; i < PROMPTS; i++) {
            ids[i] = "prompt-" + (i * 7919L % PROMPTS);
        }
    }

    @Benchmark
    public PublishedVersion resolve() {
        next = next == PROMPTS - 1 ? 0 : next + 1;
        Selector selector = Selector.parse(SELECTORS[next % SELECTORS.length]).orElseThrow();
        return catalogue.find(ids[next]).flatMap(prompt -> prompt.choose(selector)).orElseThrow();
    }

    @Benchmark
    public Deployment deployed() {
        next = next == PROMPTS - 1 ? 0 : next + 1;
        return catalogue.find(ids[next]).flatMap(Prompt::deployment).orElseThrow();
    }
}
