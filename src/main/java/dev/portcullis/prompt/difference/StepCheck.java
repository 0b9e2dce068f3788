package dev.portcullis.prompt.difference;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Step;
import java.util.Optional;

/**
 * Whether a version may have its number, beside the releases that come right before and after it. Pre-releases are compared with the release
 * before them alone: nobody gets to or from them by a range that does not name one.
 */
public final class StepCheck {

    /**
     * Why a number is refused.
     *
     * @param needed   the least number that may be; empty where a later release stands in the way, whatever number it has
     * @param sentence for people
     */
    public record TooSmall(Optional<Semver> needed, String sentence, PromptDifference difference) {
    }

    private StepCheck() {
    }

    /**
     * @param before the greatest release before it, if any
     * @param after  the least release after it, if any
     */
    public static Optional<TooSmall> check(PromptVersion wanted, Optional<PromptVersion> before, Optional<PromptVersion> after) {
        Optional<PromptDifference> larger = before.map(release -> PromptDifference.between(release, wanted)).filter(difference -> !difference.fitsTheNumbers());
        if (larger.isPresent()) {
            return larger.map(StepCheck::tooSmall);
        }
        return wanted.version().isPreRelease() ? Optional.empty() : after.map(release -> PromptDifference.between(wanted, release))
                .filter(difference -> !difference.fitsTheNumbers()).map(StepCheck::inTheWay);
    }

    /** The number for a version that leaves it to the registry. @return empty where nothing has changed since the newest release */
    public static Optional<Semver> next(PromptVersion draft, PromptVersion newestRelease) {
        return PromptDifference.between(newestRelease, draft).step().map(newestRelease.version()::next);
    }

    private static TooSmall tooSmall(PromptDifference difference) {
        Step needed = difference.step().orElseThrow();
        Semver from = difference.from().version();
        Semver to = difference.to().version();
        Semver next = from.next(needed);
        return new TooSmall(Optional.of(next), "this change needs " + next + " (" + needed.word() + "): " + difference.reasons(needed) + "; " + to
                + " is only a " + from.stepTo(to).word() + " step from " + from, difference);
    }

    private static TooSmall inTheWay(PromptDifference difference) {
        Step needed = difference.step().orElseThrow();
        Semver from = difference.from().version();
        Semver to = difference.to().version();
        return new TooSmall(Optional.empty(), "who takes " + from + " by a range would get " + to + " in its place, which is only a " + from.stepTo(to).word()
                + " step away, but the change to it is a " + needed.word() + " one: " + difference.reasons(needed), difference);
    }
}
