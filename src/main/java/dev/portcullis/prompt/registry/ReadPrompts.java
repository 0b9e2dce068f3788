package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import io.vertx.sqlclient.Row;
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

    /** Of {@code number, prompt, version, hash, published_at, published_by, document}, in the order of numbers. */
    void version(Row row) {
        last = row.getLong(0);
        rows++;
        String document = row.getString(6);
        characters += document.length();
        number(row.getString(2)).ifPresent(version -> {
            String prompt = word(row.getString(1));
            String hash = row.getString(3);
            versions.add(new PromptCatalogue.Entry(prompt, known.find(prompt).flatMap(there -> there.versions().exact(version))
                    .filter(there -> there.hash().equals(hash))
                    .orElseGet(() -> new PublishedVersion(version, hash, row.getOffsetDateTime(4).toInstant(), word(row.getString(5)), document))));
        });
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
