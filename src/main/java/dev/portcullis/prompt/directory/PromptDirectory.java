package dev.portcullis.prompt.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.PromptFolder;
import dev.portcullis.prompt.source.SourceFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/**
 * The prompts of a directory as it was when it was last looked at. It is looked at instead of asking the file system for events, which does
 * not tell of the links that Kubernetes swaps. One thread at a time looks; any may read.
 */
public final class PromptDirectory {

    private static final Logger LOG = Logger.getLogger(PromptDirectory.class);
    private static final int MOST_LOGGED = 50;
    /** A file that was written so lately is read again even if it looks the same: clocks of file systems have ticks. */
    private static final Duration LATELY = Duration.ofSeconds(3);

    private final Supplier<PromptCatalogue> database;
    private final InstantSource clock;
    private volatile Optional<Path> wanted = Optional.empty();
    private volatile ServedFiles served = ServedFiles.NONE;
    private volatile long edition;
    private volatile int broken;
    private volatile long compiled;

    // Of the thread that looks.
    private Optional<Path> seen = Optional.empty();
    private Map<String, KnownFile> known = new HashMap<>();
    private PromptCatalogue seenDatabase = PromptCatalogue.EMPTY;
    /** What the last change could not have rendered. */
    private List<FileFault> unrendered = List.of();
    private List<FileFault> told = List.of();

    /** @param database what the texts of files may use beside each other */
    public PromptDirectory(Supplier<PromptCatalogue> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** As metrics. */
    public void showIn(MeterRegistry meters) {
        Gauge.builder(Metric.PROMPT_FILES.meterName(), this, PromptDirectory::files).description(Metric.PROMPT_FILES.meaning()).register(meters);
        Gauge.builder(Metric.PROMPT_FILES_BROKEN.meterName(), this, PromptDirectory::broken).description(Metric.PROMPT_FILES_BROKEN.meaning()).register(meters);
    }

    /** From the next look on. @param directory empty for none: nothing of it is served any more */
    public void use(Optional<Path> directory) {
        wanted = directory;
    }

    public PromptCatalogue current() {
        return served.catalogue();
    }

    /** Another number after each change, and not before {@link #current} is another one; 0 until the first. */
    public long edition() {
        return edition;
    }

    /** Files that are served, be it in a state that they had before. */
    public int files() {
        return served.files().size();
    }

    /** Files that could not be taken as they are now, the directory itself counted as one. */
    public int broken() {
        return broken;
    }

    /** How many texts of files were compiled so far to see whether they can be. */
    long compiled() {
        return compiled;
    }

    /** What is wrong with them, by file and line. */
    List<FileFault> faults() {
        return told;
    }

    /** Brings what is served up to date. */
    public void look() {
        Optional<Path> directory = wanted;
        boolean moved = !directory.equals(seen);
        seen = directory;
        PromptFolder.Listing listing = directory.map(PromptFolder::list).orElse(new PromptFolder.Listing(List.of(), true, List.of()));
        PromptCatalogue ofDatabase = database.get();
        boolean changed = take(listing, moved);
        if (changed || !unrendered.isEmpty() && ofDatabase != seenDatabase) {
            seenDatabase = ofDatabase;
            serve(ofDatabase);
        }
        List<FileFault> faults = new ArrayList<>(listing.faults());
        known.values().forEach(file -> faults.addAll(file.faults()));
        // What could not be rendered of a file that cannot be read any more was of another state of it.
        unrendered.stream().filter(fault -> !known.containsKey(fault.file()) || known.get(fault.file()).faults().isEmpty()).forEach(faults::add);
        faults.sort(FileFault.BY_PLACE);
        tell(faults);
    }

    /** @return whether a file is new, gone, or another one */
    private boolean take(PromptFolder.Listing listing, boolean moved) {
        boolean changed = false;
        Map<String, KnownFile> now = new HashMap<>();
        Instant lately = clock.instant().minus(LATELY);
        for (PromptFolder.Found found : listing.files()) {
            KnownFile before = known.get(found.name());
            boolean same = before != null && before.stamp().equals(found.stamp()) && found.written().toInstant().isBefore(lately);
            KnownFile file = same ? before.missing(false) : KnownFile.read(found, before);
            changed |= before == null || file.file() != before.file();
            now.put(found.name(), file);
        }
        for (Map.Entry<String, KnownFile> before : known.entrySet()) {
            if (!now.containsKey(before.getKey())) {
                // Editors take a file away for a moment when they save it; and of a directory that cannot be read nothing is known.
                boolean stays = !listing.complete() || !moved && !before.getValue().missing();
                if (stays) {
                    now.put(before.getKey(), before.getValue().missing(listing.complete()));
                }
                changed |= !stays;
            }
        }
        known = now;
        return changed;
    }

    private void serve(PromptCatalogue ofDatabase) {
        Map<String, SourceFile> files = new HashMap<>();
        known.forEach((name, file) -> {
            if (file.file() != null) {
                files.put(name, file.file());
            }
        });
        ServedFiles.Next next = served.next(files, ofDatabase, clock.instant());
        unrendered = next.faults();
        compiled += next.compiled();
        boolean other = isOther(next.served());
        served = next.served();
        if (other) {
            edition++; // one thread writes it, and after what it tells of
            LOG.infof("%d files of prompts are served from %s", files(), seen.map(Path::toString).orElse("no directory"));
        }
    }

    /** Whether other files are served, or the same ones in another state. */
    private boolean isOther(ServedFiles next) {
        Map<String, ServedFiles.Served> now = served.files();
        return next.files().size() != now.size() || next.files().entrySet().stream()
                .anyMatch(file -> !now.containsKey(file.getKey()) || now.get(file.getKey()).file() != file.getValue().file());
    }

    /** Each fault once, and again after it was gone: who changes one file of many shall see what is wrong with that one. */
    private void tell(List<FileFault> faults) {
        broken = (int) faults.stream().map(FileFault::file).distinct().count();
        if (!faults.equals(told)) {
            Set<FileFault> before = Set.copyOf(told);
            List<FileFault> fresh = faults.stream().filter(fault -> !before.contains(fault)).toList();
            told = List.copyOf(faults);
            fresh.stream().limit(MOST_LOGGED).forEach(fault -> LOG.warnf("a prompt's file is not taken, what was served before stays: %s", fault));
            if (fresh.size() > MOST_LOGGED) {
                LOG.warnf("and %d more faults of prompts' files; 'prompts lint' tells them all", fresh.size() - MOST_LOGGED);
            }
            if (faults.isEmpty()) {
                LOG.info("all files of prompts are taken");
            }
        }
    }
}
