package dev.portcullis.routing;

import dev.portcullis.config.Sticky;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses the target by weight and lines up where to go if it fails: the model's other targets, drawn by weight as well, then
 * the fallback models. A target of weight 0 is drained: nothing is sent there. Depends on nothing that can be down.
 */
@Singleton
public final class ChooseRoute implements Stage<Call, RoutedCall> {

    private final RouteTable table;
    private final RandomGenerator random;

    public ChooseRoute(RouteTable table, RandomGenerator random) {
        this.table = table;
        this.random = random;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<RoutedCall> next) {
        Optional<RouteTable.Entry> found = table.find(call.payload().model());
        if (found.isEmpty()) {
            return Uni.createFrom().item(new Refusal.UnknownModel(call.payload().model()));
        }
        RouteTable.Entry entry = found.get();
        List<Route.Leg> legs = new ArrayList<>(1 + entry.fallbacks().size());
        legs.add(leg(entry, call));
        for (String fallback : entry.fallbacks()) {
            // A fallback of a model the tenant may not use would be a way around its allow-list.
            if (call.tenant().mayUse().test(fallback)) {
                table.find(fallback).ifPresent(other -> legs.add(leg(other, call)));
            }
        }
        return next.respond(new RoutedCall(call, new Route(legs)));
    }

    private Route.Leg leg(RouteTable.Entry entry, Call call) {
        if (entry.targets().size() == 1) {
            return new Route.Leg(entry.model(), entry.targets(), entry.retries());
        }
        List<Target> targets = new ArrayList<>(entry.targets());
        List<Integer> weights = new ArrayList<>(entry.weights());
        List<Target> ordered = new ArrayList<>(targets.size());
        double place = stickyKey(entry.sticky(), call).map(key -> StickyHash.place(entry.model(), key)).orElseGet(random::nextDouble);
        long left = sum(weights);
        while (left > 0) {
            int index = at(place, weights, left);
            ordered.add(targets.remove(index));
            left -= weights.remove(index);
            place = random.nextDouble();
        }
        return new Route.Leg(entry.model(), ordered, entry.retries());
    }

    private static Optional<String> stickyKey(Sticky sticky, Call call) {
        return switch (sticky) {
            case NONE -> Optional.empty();
            case TENANT -> Optional.of(call.tenant().name());
            case USER -> call.user().or(() -> Optional.of(call.keyId()).filter(key -> !key.equals(Identity.NO_KEY)));
        };
    }

    private static long sum(List<Integer> weights) {
        long sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** @param place in [0, 1) of the weights' sum */
    private static int at(double place, List<Integer> weights, long sum) {
        double rest = place * sum;
        int last = 0;
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i) == 0) {
                continue;
            }
            last = i;
            rest -= weights.get(i);
            if (rest < 0) {
                return i;
            }
        }
        return last;
    }
}
