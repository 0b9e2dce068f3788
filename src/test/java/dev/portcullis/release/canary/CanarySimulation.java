package dev.portcullis.release.canary;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Canaries that never were: callers who come back, some far more often than others, some with twice the errors or slower answers than
 * others, at all steps of a ramp, judged once a minute. The sides are [0, s) and [1-s, 1) of callers where s is the smaller of the
 * canary's share and the rest, so that both have had the same weather.
 */
final class CanarySimulation {

    /**
     * Like the control, which fails in 1 % of calls and answers in 1.5 s in the median, with a quality of 0.85, but for these.
     *
     * @param errors  its share of calls that fail
     * @param latency how many times the control's
     * @param quality how much less than the control's
     */
    record Canary(double errors, double latency, double quality) {

        static final Canary HEALTHY = new Canary(0.01, 1, 0);
    }

    /**
     * @param requests of the whole traffic until it was decided, the canary's and everybody else's
     * @param ofCanary those of its sample
     */
    record Run(Verdict verdict, long requests, long ofCanary) {

        boolean ended(Class<? extends Verdict> verdict) {
            return verdict.isInstance(this.verdict);
        }
    }

    private static final double[] RAMP = {0.05, 0.1, 0.2, 0.4, 0.8, 1};

    private final Rules rules;
    private final int users;
    private final int perMinute;
    private final int longest;

    /** @param longest requests of the whole traffic after which nobody looks any more */
    CanarySimulation(Rules rules, int users, int perMinute, int longest) {
        this.rules = rules;
        this.users = users;
        this.perMinute = perMinute;
        this.longest = longest;
    }

    List<Run> runs(Canary canary, int count, long seed) {
        return IntStream.range(0, count).parallel().mapToObj(i -> run(canary, new SplittableRandom(seed * 1_000_003 + i))).toList();
    }

    static double share(List<Run> runs, Class<? extends Verdict> verdict) {
        return runs.stream().filter(run -> run.ended(verdict)).count() / (double) runs.size();
    }

    /** @return of those runs that ended like that; 0 if none did */
    static long median(List<Run> runs, Class<? extends Verdict> verdict, ToLongFunction<Run> of) {
        long[] sorted = runs.stream().filter(run -> run.ended(verdict)).mapToLong(of).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    static String told(String what, List<Run> runs) {
        return String.format(Locale.ROOT, "%-18s rolled back %5.1f %% (median %5d requests, %4d of the canary), "
                        + "to the end %5.1f %% (median %5d), neither %5.1f %%",
                what, share(runs, Verdict.RollBack.class) * 100, median(runs, Verdict.RollBack.class, Run::requests),
                median(runs, Verdict.RollBack.class, Run::ofCanary), share(runs, Verdict.Promote.class) * 100,
                median(runs, Verdict.Promote.class, Run::requests), share(runs, Verdict.Wait.class) * 100);
    }

    Run run(Canary canary, SplittableRandom random) {
        double[] upTo = new double[users];
        double[] place = new double[users];
        double[] slowness = new double[users];
        double total = 0;
        for (int i = 0; i < users; i++) {
            total += Math.exp(random.nextGaussian());
            upTo[i] = total;
            place[i] = random.nextDouble();
            slowness[i] = 0.3 * random.nextGaussian();
        }
        SimulatedSide control = new SimulatedSide(users);
        SimulatedSide tried = new SimulatedSide(users);
        int step = 0;
        long requests = 0;
        long atStep = 0;
        int minutes = 0;
        int stepMinutes = 0;
        while (requests < longest) {
            double slice = Math.min(RAMP[step], 1 - RAMP[step]);
            for (int i = 0; i < perMinute; i++) {
                int found = Arrays.binarySearch(upTo, random.nextDouble() * total);
                int user = Math.min(users - 1, found < 0 ? -found - 1 : found);
                if (place[user] < slice) {
                    serve(tried, user, slowness[user], canary, random);
                } else if (place[user] >= 1 - slice) {
                    serve(control, user, slowness[user], Canary.HEALTHY, random);
                }
            }
            requests += perMinute;
            minutes++;
            stepMinutes++;
            Verdict verdict = Judge.judge(rules, new Progress(RAMP[step + 1], tried.requests() - atStep, Duration.ofMinutes(stepMinutes),
                    Duration.ofMinutes(minutes)), control.sample(), tried.sample());
            if (verdict instanceof Verdict.Promote && RAMP[step + 1] < 1) {
                step++;
                atStep = tried.requests();
                stepMinutes = 0;
            } else if (!(verdict instanceof Verdict.Wait)) {
                return new Run(verdict, requests, tried.requests());
            }
        }
        return new Run(new Verdict.Wait("still", false), requests, tried.requests());
    }

    private static void serve(SimulatedSide side, int user, double slowness, Canary like, SplittableRandom random) {
        boolean failed = random.nextDouble() < like.errors * (user % 2 == 0 ? 0.5 : 1.5);
        side.request(failed);
        side.add(Measure.ERROR_RATE, user, failed ? 1 : 0);
        if (failed) {
            return;
        }
        double latency = 0.4 + slowness + 0.6 * random.nextGaussian();
        side.add(Measure.TIME_TO_FIRST_TOKEN, user, latency - 1 + 0.3 * random.nextGaussian());
        side.add(Measure.LATENCY, user, latency + Math.log(like.latency));
        side.add(Measure.COST, user, 0.002 * Math.exp(0.5 * random.nextGaussian()));
        side.add(Measure.OUTPUT_FAILURES, user, random.nextDouble() < 0.01 ? 1 : 0);
        side.add(Measure.GUARD_BLOCKS, user, random.nextDouble() < 0.005 ? 1 : 0);
        if (random.nextInt(4) == 0) {
            side.add(Measure.QUALITY, user, Math.clamp(0.85 - like.quality + 0.2 * random.nextGaussian(), 0, 1));
        }
    }
}
