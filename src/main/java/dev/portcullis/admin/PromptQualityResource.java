package dev.portcullis.admin;

import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.feedback.QualityOfVersions;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.VersionScore;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the answers of a prompt's versions are worth, by what users say and do. */
@Path("/v1/prompts/{id}/quality")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "prompts")
public final class PromptQualityResource {

    private static final int DIGITS = 10_000;

    /** @param lower and {@code upper}: between these the true value lies, 19 times in 20 */
    public record Interval(double lower, double upper) {

        static Interval of(VersionScore.Score score) {
            return new Interval(Math.floor(score.lower() * DIGITS) / DIGITS, Math.ceil(score.upper() * DIGITS) / DIGITS);
        }
    }

    /**
     * @param average of all ratings; null where there is none
     * @param counts  how many there are of 1, 2, 3, 4 and 5
     */
    public record Ratings(long count, Double average, List<Long> counts) {

        static Ratings of(List<Long> counts) {
            long all = 0;
            long sum = 0;
            for (int i = 0; i < counts.size(); i++) {
                all += counts.get(i);
                sum += (i + 1) * counts.get(i);
            }
            return new Ratings(all, all == 0 ? null : rounded((double) sum / all), counts);
        }
    }

    /** How many answers were copied, edited, asked for again, or left while they came. */
    public record Actions(long copy, long edit, long retry, long abandoned) {
    }

    /** Answers that were checked against what the version promises. */
    public record Output(long passed, long failed) {
    }

    /**
     * @param score    from 0 to 1; null where nothing is known
     * @param users    who said or did something about an answer
     * @param requests whose answers they are
     */
    public record Quality(String version, Double score, Interval interval, long users, long requests,
            Ratings ratings, Actions actions, Output output) {

        static Quality of(QualityOfVersions.Of version) {
            Optional<VersionScore.Score> score = version.score().score();
            return new Quality(version.version(), score.map(one -> rounded(one.value())).orElse(null), score.map(Interval::of).orElse(null),
                    version.score().users().units(), (long) version.score().users().n(), Ratings.of(version.ratings()),
                    new Actions(version.actions().get(Action.COPY), version.actions().get(Action.EDIT), version.actions().get(Action.RETRY),
                            version.actions().get(Action.ABANDONED)), new Output(version.score().passed(), version.score().failed()));
        }
    }

    /** @param data versions of which anything is known, the newest first */
    public record QualityOfPrompt(String prompt, List<Quality> data) {
    }

    private final ShownPrompts prompts;
    private final QualityOfVersions quality;

    PromptQualityResource(ShownPrompts prompts, QualityOfVersions quality) {
        this.prompts = prompts;
        this.quality = quality;
    }

    @GET
    @Operation(summary = "What a prompt's versions are worth", description = "By version: a score from 0 to 1 with the interval in which the true one "
            + "lies 19 times in 20, whom and how many requests it is made of, and what was counted. The rule is in the documentation, feedback.md.")
    public Uni<QualityOfPrompt> get(@PathParam("id") String id) {
        prompts.prompt(id);
        return quality.of(id).map(versions -> new QualityOfPrompt(id, versions.stream()
                .sorted(Comparator.comparing((QualityOfVersions.Of one) -> Semver.parse(one.version()).orElse(Semver.ZERO)).reversed()).map(Quality::of).toList()));
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / (double) DIGITS;
    }
}
