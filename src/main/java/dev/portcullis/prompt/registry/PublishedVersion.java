package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Semver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A version as the registry has it: its JSON until somebody needs it, and then what was read from that, since most are never needed. */
public final class PublishedVersion {

    private static final Logger LOG = Logger.getLogger(PublishedVersion.class);

    private final Semver version;
    private final String hash;
    private final Instant at;
    private final String by;
    /** The JSON's bytes in UTF-8, or a {@link PromptVersion}, or nothing where a newer gateway wrote what this one cannot read. */
    private volatile Object content;

    /** @param document see {@link PromptDocument#compact}. @param by who published it */
    public PublishedVersion(Semver version, String hash, Instant at, String by, String document) {
        this.version = version;
        this.hash = hash;
        this.at = at;
        this.by = by;
        this.content = document.getBytes(StandardCharsets.UTF_8);
    }

    /** One that was read already. @param by who published it */
    public PublishedVersion(PromptVersion content, String hash, Instant at, String by) {
        this.version = content.version();
        this.hash = hash;
        this.at = at;
        this.by = by;
        this.content = content;
    }

    public Semver version() {
        return version;
    }

    /** {@link PromptDocument#hash} */
    public String hash() {
        return hash;
    }

    public Instant publishedAt() {
        return at;
    }

    public String publishedBy() {
        return by;
    }

    /** The first one who asks has it read. @return empty where a newer gateway has published what this one cannot read */
    public Optional<PromptVersion> content() {
        Object known = content;
        if (known instanceof byte[] document) {
            known = read(new String(document, StandardCharsets.UTF_8)).<Object>map(read -> read).orElse("");
            content = known;
        }
        return known instanceof PromptVersion read ? Optional.of(read) : Optional.empty();
    }

    /** Takes no time worth speaking of. @return empty as well where nobody has needed it yet */
    public Optional<PromptVersion> contentIfRead() {
        return content instanceof PromptVersion read ? Optional.of(read) : Optional.empty();
    }

    private Optional<PromptVersion> read(String document) {
        return switch (PromptReader.readJson(document)) {
            case Reading.Read read -> Optional.of(read.draft().content());
            case Reading.Faulty faulty -> unreadable(faulty.faults().getFirst().path());
            case Reading.Malformed malformed -> unreadable("its JSON");
        };
    }

    private Optional<PromptVersion> unreadable(String what) {
        LOG.errorf("a prompt's version %s (%s) in the database cannot be read, because of %s; is a newer gateway at work on it?", version, hash, what);
        return Optional.empty();
    }
}
