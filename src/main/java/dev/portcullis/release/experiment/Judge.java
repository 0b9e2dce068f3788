package dev.portcullis.release.experiment;

import dev.portcullis.release.experiment.Judgement.Arm;
import dev.portcullis.release.plan.Durations;
import dev.portcullis.release.statistics.Best;
import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.Estimate;
import dev.portcullis.release.statistics.ShareMismatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says what figures prove, however often it is asked. */
public final class Judge {

    /** The probability that an experiment whose variants are all the same ever says that one of them differs. */
    public static final double ALPHA = 0.05;
    /** Users with an outcome that both sides of a comparison need before it proves anything: the sequence holds for many. */
    public static final int FEWEST_USERS = 100;
    /** Users that are expected of the least variant before shares are compared: Pearson's test is one for many. */
    private static final int FEWEST_EXPECTED = 5;

    private Judge() {
    }

    /** @param told of each variant, in the plan's order */
    public static Judgement judge(Plan plan, List<Told> told) {
        int[] shares = Draw.shares(plan);
        List<Estimate> means = told.stream().map(arm -> arm.outcomes().ratio()).toList();
        int compared = (int) Arrays.stream(shares).filter(share -> share > 0).count() - 1;
        // Each variant is another chance to be wrong.
        double alpha = ALPHA / Math.max(1, compared);
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            String name = plan.variants().get(i).name();
            if (i == 0 || shares[i] == 0) {
                arms.add(new Arm(name, told.get(i), means.get(i), Optional.empty(), 0, false));
            } else {
                Comparison against = Comparison.of(told.getFirst().outcomes(), told.get(i).outcomes(), alpha);
                boolean many = Math.min(told.getFirst().outcomes().units(), told.get(i).outcomes().units()) >= FEWEST_USERS;
                arms.add(new Arm(name, told.get(i), means.get(i), Optional.of(against), plan.higher() ? against.probability() : 1 - against.probability(),
                        many && against.significant()));
            }
        }
        ShareMismatch mismatch = mismatch(told, shares);
        boolean alarm = mismatch.alarm() && leastExpected(told, shares) >= FEWEST_EXPECTED;
        return new Judgement(arms, mismatch, alarm, alarm ? Optional.empty() : winner(plan, arms));
    }

    /** For each variant the probability that it is the best of all; 0 of those without weight. Takes a few milliseconds for ten of them. */
    static double[] best(Plan plan, List<Arm> arms) {
        int[] shares = Draw.shares(plan);
        int[] living = IntStream.range(0, shares.length).filter(i -> shares[i] > 0).toArray();
        double[] best = new double[shares.length];
        double[] ofLiving = Best.of(Arrays.stream(living).mapToObj(i -> plan.higher() ? arms.get(i).mean() : arms.get(i).mean().times(-1)).toList());
        for (int i = 0; i < living.length; i++) {
            best[living[i]] = ofLiving[i];
        }
        return best;
    }

    private static ShareMismatch mismatch(List<Told> told, int[] shares) {
        double[] weights = new double[shares.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = shares[i];
        }
        return ShareMismatch.of(told.stream().mapToLong(Told::users).toArray(), weights);
    }

    private static double leastExpected(List<Told> told, int[] shares) {
        double users = 0;
        double whole = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                users += told.get(i).users();
                whole += shares[i];
                least = Math.min(least, shares[i]);
            }
        }
        return users * least / whole;
    }

    private static Optional<String> winner(Plan plan, List<Arm> arms) {
        List<Arm> compared = arms.stream().filter(arm -> arm.against().isPresent()).toList();
        List<Arm> better = compared.stream().filter(arm -> arm.significant() && isBetter(plan, arm)).toList();
        if (better.size() > 1) {
            double[] best = best(plan, arms);
            return better.stream().max(Comparator.comparingDouble(arm -> best[arms.indexOf(arm)])).map(Arm::name);
        }
        if (better.size() == 1 || !compared.stream().allMatch(Arm::significant)) {
            return better.stream().findFirst().map(Arm::name);
        }
        return Optional.of(arms.getFirst().name());
    }

    static boolean isBetter(Plan plan, Arm arm) {
        double difference = arm.against().map(against -> against.difference().value()).orElse(0.0);
        return plan.higher() ? difference > 0 : difference < 0;
    }

    /**
     * Whether an experiment is to end by itself.
     *
     * @param since it was created
     * @return the reason in a sentence; empty to go on
     */
    public static Optional<String> ended(Plan plan, Judgement judgement, Duration since) {
        if (plan.stop().significant() && judgement.winner().isPresent()) {
            String winner = judgement.winner().get();
            String control = judgement.arms().getFirst().name();
            return Optional.of(winner.equals(control) ? "All other variants are worse than the control '" + control + "'."
                    : "The variant '" + winner + "' is better than the control '" + control + "'.");
        }
        if (plan.stop().users().isPresent() && judgement.users() >= plan.stop().users().getAsLong()) {
            return Optional.of(judgement.users() + " users have taken part, of " + plan.stop().users().getAsLong() + " at most.");
        }
        if (plan.stop().users().isPresent() && judgement.beyond() > 0) {
            return Optional.of(judgement.users() + " users have taken part, which is as many as are counted, and of "
                    + plan.stop().users().getAsLong() + " at most no more ever will be.");
        }
        return plan.stop().longest().filter(longest -> since.compareTo(longest) >= 0)
                .map(longest -> "It has run for " + Durations.word(longest) + ", the longest it may.");
    }
}
