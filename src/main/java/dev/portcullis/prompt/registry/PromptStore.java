package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.difference.PromptDifference;
import dev.portcullis.prompt.difference.StepCheck;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Step;
import dev.portcullis.prompt.version.Versions;
import dev.portcullis.store.Notifications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes versions, deploys them and searches them, in the database. All of it belongs into a transaction of
 * {@link dev.portcullis.store.Transactions}; what changes something takes effect when that commits. Who changes one prompt waits for
 * whoever does so at the same time.
 */
@Singleton
public final class PromptStore {

    public static final int MOST_PROMPTS = 50_000;
    /** Of one prompt. */
    public static final int MOST_VERSIONS = 1_000;

    /** Two numbers are other locks than one, so that no prompt has this one. */
    private static final String COUNT_ALONE = "select cast(pg_advisory_xact_lock(hashtext('portcullis'), hashtext('prompts')) as text)";

    /** What the database has of a version while another one is published. */
    private record Known(Semver version, String hash) {
    }

    private final InstantSource clock;

    PromptStore(InstantSource clock) {
        this.clock = clock;
    }

    /** @param by who publishes it */
    public Uni<Publication> publish(PromptDraft draft, String by) {
        String id = draft.content().id();
        return oneAtATime(id).flatMap(session -> known(session, id).flatMap(versions -> {
            if (versions.size() >= MOST_VERSIONS) {
                return answer(new Publication.Full("The prompt '" + id + "' has " + MOST_VERSIONS + " versions, which is the most."));
            }
            return draft.wanted().isPresent() ? exactly(draft.content(), versions, by) : automatically(draft.content(), versions, by);
        }));
    }

    private Uni<Publication> exactly(PromptVersion wanted, Versions<Known> versions, String by) {
        Optional<Known> there = versions.exact(wanted.version());
        if (there.isPresent()) {
            return answer(new Publication.Exists(wanted.version(), there.get().hash.equals(PromptDocument.hash(wanted))));
        }
        return read(wanted.id(), versions.releaseBefore(wanted.version())).flatMap(before ->
                read(wanted.id(), versions.releaseAfter(wanted.version())).flatMap(after -> {
                    Optional<StepCheck.TooSmall> tooSmall = StepCheck.check(wanted, before, after);
                    return tooSmall.isPresent() ? answer(new Publication.StepTooSmall(tooSmall.get())) : write(wanted, versions, before, by);
                }));
    }

    /** The first one is 1.0.0, or the release that pre-releases were made for. */
    private Uni<Publication> automatically(PromptVersion draft, Versions<Known> versions, String by) {
        Optional<Known> newest = versions.choose(new Selector.Latest());
        if (newest.isEmpty()) {
            Semver first = versions.newest().map(candidate -> candidate.version.release()).orElse(Semver.ZERO.next(Step.MAJOR));
            return write(draft.numbered(first), versions, Optional.empty(), by);
        }
        return read(draft.id(), newest).flatMap(release -> {
            Optional<Semver> next = release.map(known -> StepCheck.next(draft, known))
                    .orElse(Optional.of(newest.get().version.next(Step.MAJOR)));
            return next.isEmpty() ? answer(new Publication.Unchanged(newest.get().version))
                    : write(draft.numbered(next.get()), versions, release, by);
        });
    }

    private Uni<Publication> write(PromptVersion version, Versions<Known> versions, Optional<PromptVersion> before, String by) {
        if (version.version().toString().length() > PromptReader.MOST_VERSION) {
            return answer(new Publication.Full("The next number would be " + version.version() + ", which has more than " + PromptReader.MOST_VERSION + " characters."));
        }
        VersionRow row = new VersionRow();
        row.prompt = version.id();
        row.version = version.version().toString();
        row.document = PromptDocument.compact(version);
        row.hash = PromptDocument.hash(version);
        row.publishedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.publishedBy = by;
        Publication published = new Publication.Published(version, row.hash, row.publishedAt, before.map(release -> PromptDifference.between(release, version)));
        Versions<Known> all = versions.with(version.version(), new Known(version.version(), row.hash));
        boolean newest = all.newest().map(Known::version).equals(Optional.of(version.version()));
        return (versions.size() > 0 ? Uni.createFrom().item(0L) : othersCounted()).flatMap(prompts -> prompts >= MOST_PROMPTS
                ? answer(new Publication.Full("There are " + MOST_PROMPTS + " prompts, which is the most."))
                : (newest ? list(version, row.publishedAt) : Uni.createFrom().voidItem()).flatMap(listed -> row.persist())
                        .flatMap(kept -> Notifications.announce(PromptRegistry.TOPIC)).replaceWith(published));
    }

    /** Of a prompt's first version: who publishes one of another prompt waits, for neither sees what the other has not committed. Nothing is locked after this. */
    private static Uni<Long> othersCounted() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(COUNT_ALONE, String.class).getSingleResultOrNull())
                .flatMap(alone -> PromptRow.count());
    }

    private static Uni<Void> list(PromptVersion newest, Instant at) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("""
                insert into prompt (id, newest, name, description, category, tags, changed_at)
                    values (:id, :newest, :name, :description, :category, :tags, :at)
                on conflict (id) do update set newest = excluded.newest, name = excluded.name, description = excluded.description,
                    category = excluded.category, tags = excluded.tags, changed_at = excluded.changed_at
                """).setParameter("id", newest.id()).setParameter("newest", newest.version().toString()).setParameter("name", newest.name())
                .setParameter("description", newest.description()).setParameter("category", newest.category())
                .setParameter("tags", newest.tags().stream().map(tag -> "\n" + tag + "\n").collect(Collectors.joining())).setParameter("at", at).executeUpdate())
                .replaceWithVoid();
    }

    /**
     * A change of what is deployed.
     *
     * @param was empty where nothing was
     */
    public record Redeployment(Optional<Deployment> was, Deployment becomes) {
    }

    /** @param change makes of what is deployed, if anything is, something else, of versions that there are */
    public Uni<Redeployment> deploy(String id, Function<Optional<Deployment>, Deployment> change, String by) {
        return oneAtATime(id).flatMap(session -> DeploymentRow.<DeploymentRow>findById(id))
                .map(row -> Optional.ofNullable(row).flatMap(DeploymentRow::read)).map(was -> new Redeployment(was, change.apply(was)))
                .call(made -> write(id, made.becomes, by)).call(made -> Notifications.announce(PromptRegistry.TOPIC));
    }

    private Uni<Integer> write(String id, Deployment deployment, String by) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("""
                insert into prompt_deployment (prompt, blue, green, green_percentage, run, previous, changed_at, changed_by)
                    values (:id, :blue, nullif(:green, ''), :percentage, :run, nullif(:previous, ''), :at, :by)
                on conflict (prompt) do update set blue = excluded.blue, green = excluded.green, green_percentage = excluded.green_percentage,
                    run = excluded.run, previous = excluded.previous, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                """).setParameter("id", id).setParameter("blue", deployment.blue().toString()).setParameter("green", written(deployment.green()))
                .setParameter("percentage", deployment.greenPercentage()).setParameter("run", deployment.run())
                .setParameter("previous", written(deployment.previous())).setParameter("at", clock.instant()).setParameter("by", by).executeUpdate());
    }

    private static String written(Optional<Semver> version) {
        return version.map(Semver::toString).orElse("");
    }

    /** The versions of a prompt as the database has them, so that who deploys one that was just published elsewhere finds it. */
    public Uni<List<Semver>> versions(String id) {
        return Panache.getSession().flatMap(session -> known(session, id)).map(versions -> versions.descending().stream().map(Known::version).toList());
    }

    /**
     * Prompts in the order of their ids' characters, whatever the database's own order of words is.
     *
     * @param text     to be found in the id, the name, the description or a tag, in capitals or not; empty for any
     * @param tag      exactly; empty for any
     * @param category exactly; empty for any
     * @param after    the id of the last one that was listed before; empty to begin
     */
    public Uni<List<PromptRow>> search(String text, String tag, String category, String after, int limit) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("""
                select * from prompt where id collate "C" > :after and position(:text in lower(concat(id, ' ', name, ' ', description, ' ', tags))) > 0
                    and position(:tag in tags) > 0 and (category = :category or :category = '') order by id collate "C"
                """, PromptRow.class).setParameter("after", after).setParameter("text", text.toLowerCase(Locale.ROOT))
                .setParameter("tag", tag.isEmpty() ? "" : "\n" + tag + "\n").setParameter("category", category).setMaxResults(limit).getResultList());
    }

    /** Also where there is no row yet that could be locked. */
    private static Uni<Mutiny.Session> oneAtATime(String id) {
        return Panache.getSession().call(session -> session
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:prompt)) as text)", String.class)
                .setParameter("prompt", PromptRegistry.TOPIC + id).getSingleResultOrNull());
    }

    private static Uni<Versions<Known>> known(Mutiny.Session session, String id) {
        return session.createQuery("select row.version, row.hash from VersionRow row where row.prompt = :id", Object[].class).setParameter("id", id)
                .getResultList().map(rows -> {
                    Versions<Known> versions = Versions.none();
                    for (Object[] row : rows) {
                        Optional<Semver> version = Semver.parse((String) row[0]);
                        versions = version.isPresent() ? versions.with(version.get(), new Known(version.get(), (String) row[1])) : versions;
                    }
                    return versions;
                });
    }

    /** Empty also where it cannot be read, so that nobody is kept from publishing by what a newer gateway wrote. */
    private static Uni<Optional<PromptVersion>> read(String id, Optional<Known> known) {
        return known.isEmpty() ? Uni.createFrom().item(Optional.empty())
                : VersionRow.<VersionRow>find("prompt = ?1 and version = ?2", id, known.get().version.toString()).firstResult()
                        .map(row -> row != null && PromptReader.readJson(row.document) instanceof Reading.Read read
                                ? Optional.of(read.draft().content()) : Optional.empty());
    }

    private static Uni<Publication> answer(Publication publication) {
        return Uni.createFrom().item(publication);
    }
}
