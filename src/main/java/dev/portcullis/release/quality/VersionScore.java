package dev.portcullis.release.quality;

import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.Moments;
import java.util.Optional;

/**
 * What the answers of a version are worth on the average, as far as is known. An answer that breaks its prompt's promise is worth 0, and
 * another one what its user thinks of it; of all answers few are rated, and not all are checked. So it is the share of checked answers
 * that keep the promise, times the mean score that users give to those that do; what is not known counts as 1.
 *
 * @param users  scores of answers that a user said or did something about and that break no promise, summed up by user
 * @param passed checked answers that keep the promise
 * @param failed checked answers that break it
 */
public record VersionScore(Moments users, long passed, long failed) {

    /** 97.5 of a hundred normal values are smaller. */
    private static final double TWO_SIDED_95 = 1.959964;
    private static final Estimate ONE = new Estimate(1, 0, 0);

    /**
     * Where the true value lies, 19 times in 20.
     *
     * @param value from 0 to 1
     * @param lower from 0 to {@code value}
     * @param upper from {@code value} to 1
     */
    public record Score(double value, double lower, double upper) {
    }

    /** Empty where nothing is known. The two parts' errors are taken for independent of each other. */
    public Optional<Score> score() {
        if (users.units() == 0 && passed + failed == 0) {
            return Optional.empty();
        }
        Estimate liked = users.units() == 0 ? ONE : users.ratioOfShares();
        Estimate kept = passed + failed == 0 ? ONE : checked().ratioOfShares();
        double value = liked.value() * kept.value();
        if (users.units() == 1) {
            // One user's ratings say nothing of how users differ.
            return Optional.of(new Score(value, 0, 1));
        }
        double half = Math.hypot(student(users.units() - 1) * kept.value() * liked.error(), TWO_SIDED_95 * liked.value() * kept.error());
        return Optional.of(new Score(value, Math.max(0, value - half), Math.min(1, value + half)));
    }

    /**
     * What 97.5 of a hundred of Student's values with so many degrees of freedom are smaller than, to a hundredth from 5 on: Abramowitz and
     * Stegun 26.7.5, three terms. Few users are less sure than their deviation looks.
     */
    private static double student(long freedom) {
        double z = TWO_SIDED_95;
        double cube = z * z * z;
        double once = (cube + z) / (4 * freedom);
        return z + once + (5 * cube * z * z + 16 * cube + 3 * z) / (96.0 * freedom * freedom);
    }

    /** Each answer by itself: a broken promise is the model's doing, whoever asked. */
    private Moments checked() {
        double all = passed + failed;
        return new Moments(passed + failed, passed, all, passed, passed, all);
    }
}
