package dev.portcullis;

import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.canary.run.CanaryRefused.Why;
import dev.portcullis.release.canary.run.Deployments;
import dev.portcullis.routing.CanaryWeights;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.TwoTargets;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/** What canaries do to the weights of models. */
final class ModelDeployments implements Deployments {

    private final RouteTable routes;
    private final CanaryWeights weights;

    ModelDeployments(RouteTable routes, CanaryWeights weights) {
        this.routes = routes;
        this.weights = weights;
    }

    @Override
    public Uni<Begun> begin(String model, String green, int share, String by) {
        TwoTargets two = routes.two(model).filter(targets -> targets.green().equals(green)).orElseThrow(() -> new CanaryRefused(Why.NOT_TWO_TARGETS,
                "The model '" + model + "' has not two targets, of which '" + green + "' is green."));
        return weights.begin(model, two, share, was -> refuse(model, two, was)).map(release -> new Begun(release, two.blue()));
    }

    static void refuse(String model, TwoTargets two, Map<String, Integer> was) {
        if (was.getOrDefault(two.blue(), 0) == 0) {
            throw new CanaryRefused(Why.ALL_GREEN, "The target '" + two.green() + "' of the model '" + model + "' has all of the traffic already.");
        }
        if (was.getOrDefault(two.green(), 0) > 0) {
            throw new CanaryRefused(Why.OTHER_GREEN, "The target '" + two.green() + "' of the model '" + model
                    + "' has some of the traffic already. Switch to 0 first.");
        }
    }

    @Override
    public Uni<Boolean> share(Canary canary, int share) {
        return weights.share(canary.subject().name(), canary.release(), two(canary), canary.share(), share);
    }

    @Override
    public Uni<Boolean> promote(Canary canary) {
        return weights.promote(canary.subject().name(), canary.release(), two(canary), canary.share());
    }

    @Override
    public Uni<Boolean> rollBack(Canary canary) {
        return weights.rollBack(canary.subject().name(), canary.release());
    }

    /** What stands behind the targets' names may change, and is judged by what it does. Before the file was read nothing is known. */
    @Override
    public Optional<String> impossible(Canary canary) {
        String model = canary.subject().name();
        if (routes.models().isEmpty() || routes.two(model).equals(Optional.of(two(canary)))) {
            return Optional.empty();
        }
        return Optional.of(routes.knows(model)
                ? "The model '" + model + "' has other targets in the configuration than " + canary.blue() + " and, as green, " + canary.version()
                : "The model '" + model + "' is not in the configuration any more");
    }

    @Override
    public Uni<Void> forsaken(Canary canary) {
        return rollBack(canary).replaceWithVoid();
    }

    private static TwoTargets two(Canary canary) {
        return new TwoTargets(canary.blue(), canary.version());
    }
}
