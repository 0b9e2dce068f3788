package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes rows of the database together. Of what says the same in many rows, as numbers and publishers do, one copy is kept. For one thread. */
final class ReadPrompts {

    private static final int FIRST_PAGE = 50;
    private static final int MOST_ROWS = 1_000;
    /** Of what is read at once: an event loop is busy with it for a few milliseconds. */
    private static final long PAGE_CHARACTERS = 512 * 1024;

    private final PromptCatalogue known;
    private final Map<String, Deployment> deployments = new HashMap<>();
    private final List<PromptCatalogue.Entry> versions = new ArrayList<>();
    private final Map<String, Optional<Semver>> numbers = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();

    private long last;
    private long rows;
    private long characters;

    /** @param known versions that are among these stay the same objects, with what was read from them */
    ReadPrompts(PromptCatalogue known) {
        this.known = known;
    }

    void deployments(List<DeploymentRow> rows) {
        rows.forEach(row -> row.read().ifPresent(deployment -> deployments.put(row.prompt, deployment)));
    }

    /** In the order of rows. What is no version somebody wrote by hand; it is left out. @param row its number */
    void version(long row, String prompt, String written, String hash, Instant at, String by, String document) {
        last = row;
        rows++;
        characters += document.length();
        number(written).ifPresent(version -> versions.add(new PromptCatalogue.Entry(word(prompt), known.find(prompt)
                .flatMap(there -> there.versions().exact(version)).filter(there -> there.hash().equals(hash))
                .orElseGet(() -> new PublishedVersion(version, hash, at, word(by), document)))));
    }

    /** The number of the version that was read last; 0 before the first. */
    long last() {
        return last;
    }

    /** How many versions to read next, going by how long they were so far. */
    int nextPage() {
        return rows == 0 ? FIRST_PAGE : (int) Math.clamp(PAGE_CHARACTERS / (1 + characters / rows), 1, MOST_ROWS);
    }

    private Optional<Semver> number(String written) {
        return numbers.computeIfAbsent(written, Semver::parse);
    }

    private String word(String read) {
        return words.computeIfAbsent(read, Function.identity());
    }

    /** What was read takes the place of what is the same prompt's deployment, or the same number. */
    PromptCatalogue addedTo(PromptCatalogue others) {
        return others.deploying(deployments).with(versions);
    }
}
