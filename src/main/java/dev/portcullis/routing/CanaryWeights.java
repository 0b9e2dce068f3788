package dev.portcullis.routing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The weights of models while canaries of theirs run: of a hundred callers as many get green as its weight is, always the same ones. What
 * changes something belongs into a transaction, as with {@link WeightOverrides}.
 */
public final class CanaryWeights {

    private static final int ALL = 100;
    private static final String NEXT_RUN = "select nextval('model_release')";

    private final WeightOverrides overrides;

    CanaryWeights(WeightOverrides overrides) {
        this.overrides = overrides;
    }

    /**
     * Gives green a share.
     *
     * @param allowed is asked with the weights in force, and throws where no canary may begin beside them
     * @return what the calls of this run are counted under
     */
    public Uni<String> begin(String model, TwoTargets two, int share, Consumer<Map<String, Integer>> allowed) {
        return WeightOverrides.row(model).flatMap(row -> {
            Map<String, Integer> was = overrides.inForce(model, row);
            allowed.accept(was);
            return Panache.getSession().flatMap(session -> session.createNativeQuery(NEXT_RUN, Long.class).getSingleResult())
                    .map(run -> ModelRelease.name(model, two, run))
                    .call(release -> overrides.write(model, weights(two, share), Optional.of(WeightOverrides.asSet(was, row)), Optional.of(release)));
        });
    }

    /**
     * @param was the share that it has
     * @return false if it is not this release that has set the weights that there are, and nothing was changed; so does the one below
     */
    public Uni<Boolean> share(String model, String release, TwoTargets two, int was, int share) {
        return of(model, release, row -> isAsSet(row.weights, two, was),
                row -> overrides.write(model, weights(two, share), Optional.ofNullable(row.previous), Optional.of(release)));
    }

    /** Gives green everything. Until something else is set it can be gone back from, to what was in force before the canary. */
    public Uni<Boolean> promote(String model, String release, TwoTargets two, int was) {
        return of(model, release, row -> isAsSet(row.weights, two, was),
                row -> overrides.write(model, weights(two, ALL), Optional.ofNullable(row.previous), Optional.empty()));
    }

    /** Gateways from before there were canaries of models change a model's weights, and leave the release that has set them. */
    static boolean isAsSet(String weights, TwoTargets two, int share) {
        return WeightOverrides.read(weights).equals(weights(two, share));
    }

    /** Takes everything from green, whoever has given it. @return false if this release has set nothing */
    public Uni<Boolean> rollBack(String model, String release) {
        return of(model, release, row -> true, this::takeBack);
    }

    /**
     * Puts back what was in force before a canary. Where the file has changed meanwhile so that green would get something by that, blue gets
     * everything; where it has other targets, nothing that is put back comes into force.
     *
     * @param row that a canary has set
     */
    Uni<WeightOverrides.Change> takeBack(WeightOverride row) {
        Map<String, Integer> set = WeightOverrides.read(row.weights);
        Map<String, Integer> was = overrides.inForce(row.model, Optional.of(row));
        Map<String, Integer> before = row.previous == null ? Map.of() : WeightOverrides.read(row.previous);
        Map<String, Integer> becomes = overrides.wouldBe(row.model, before);
        String green = ModelRelease.green(row.release, row.model);
        if (was.equals(set) && becomes.getOrDefault(green, 0) > 0) {
            Map<String, Integer> blue = new LinkedHashMap<>();
            set.keySet().forEach(target -> blue.put(target, target.equals(green) ? 0 : ALL));
            return overrides.write(row.model, blue, Optional.empty(), Optional.empty()).map(written -> new WeightOverrides.Change(was, blue));
        }
        return before.isEmpty() ? overrides.remove(row.model)
                : overrides.write(row.model, before, Optional.empty(), Optional.empty()).map(written -> new WeightOverrides.Change(was, becomes));
    }

    private static Uni<Boolean> of(String model, String release, Predicate<WeightOverride> wanted, Function<WeightOverride, Uni<?>> change) {
        return WeightOverrides.row(model).flatMap(row -> row.filter(kept -> release.equals(kept.release)).filter(wanted)
                .map(kept -> change.apply(kept).<Boolean>map(done -> true)).orElse(Uni.createFrom().item(false)));
    }

    private static Map<String, Integer> weights(TwoTargets two, int green) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put(two.blue(), ALL - green);
        weights.put(two.green(), green);
        return weights;
    }
}
