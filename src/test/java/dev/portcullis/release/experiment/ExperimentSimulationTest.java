package dev.portcullis.release.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.release.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Seeded traffic: what experiments say that are looked at again and again. */
class ExperimentSimulationTest {

    private static final int RUNS = 500;
    private static final int LOOKS = 50;
    private static final int USERS_A_LOOK = 100;
    private static final int MOST_FALSE = RUNS / 20;
    private static final Plan TWO = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1}]");
    private static final Plan FOUR = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1},{'name':'c','weight':1},{'name':'d','weight':1}]");

    /** What a user of a variant comes to, and in how many calls. */
    private interface World {
        Moments user(int variant, Moments before, RandomGenerator random);
    }

    /** Of 500 experiments how many ever found that a variant differs, and how many of these called one better. */
    private record Found(int significant, int better, int mismatched) {
    }

    private static Found run(Plan plan, World world) {
        int significant = 0;
        int better = 0;
        int mismatched = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = new SplittableRandom(run);
            List<Told> told = new ArrayList<>();
            plan.variants().forEach(variant -> told.add(Told.NOTHING));
            boolean found = false;
            boolean mismatch = false;
            for (int look = 0; look < LOOKS && !found; look++) {
                for (int user = 0; user < USERS_A_LOOK * plan.variants().size() / 2; user++) {
                    int variant = random.nextInt(plan.variants().size());
                    Told before = told.get(variant);
                    told.set(variant, new Told(before.users() + 1, 0, 0, world.user(variant, before.outcomes(), random)));
                }
                Judgement judgement = Judge.judge(plan, told);
                found = judgement.arms().stream().anyMatch(Judgement.Arm::significant);
                mismatch |= judgement.mismatch();
                better += found && judgement.arms().stream().anyMatch(one -> one.significant() && Judge.isBetter(plan, one)) ? 1 : 0;
            }
            significant += found ? 1 : 0;
            mismatched += mismatch ? 1 : 0;
        }
        return new Found(significant, better, mismatched);
    }

    private static World sales(double... rates) {
        return (variant, before, random) -> before.and(random.nextDouble() < rates[Math.min(variant, rates.length - 1)] ? 1 : 0, 1);
    }

    @Test
    void whatIsTheSameIsSeldomFoundToDifferHoweverOftenOneLooks() {
        Found sold = run(TWO, sales(0.1));
        assertTrue(sold.significant <= MOST_FALSE, sold.toString());
        assertTrue(sold.mismatched <= RUNS / 50, sold.toString());
    }

    @Test
    void thatHoldsForRareSalesAndForSeveralVariants() {
        Found rare = run(TWO, sales(0.01));
        assertTrue(rare.significant <= MOST_FALSE, rare.toString());
        Found four = run(FOUR, sales(0.1));
        assertTrue(four.significant <= MOST_FALSE, four.toString());
    }

    @Test
    void thatHoldsForUsersWhoDifferInHowMuchTheyCallAndInWhatEachCallCosts() {
        Found cost = run(TWO, (variant, before, random) -> {
            int calls = 1 + (int) (random.nextExponential() * 3);
            double own = Math.exp(random.nextGaussian());
            return before.and(own * calls, calls);
        });
        assertTrue(cost.significant <= MOST_FALSE, cost.toString());
    }

    @Test
    void whatIsBetterIsFound() {
        Found found = run(TWO, sales(0.1, 0.2));
        assertEquals(found.significant, found.better, found.toString());
        assertTrue(found.better >= RUNS * 99 / 100, found.toString());
    }
}
