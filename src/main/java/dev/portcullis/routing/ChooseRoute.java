package dev.portcullis.routing;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.pipeline.release.Split;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Chooses the target by weight, or while a canary of the model runs by the side that the call is on, and lines up where to go if it fails:
 * the model's other targets, drawn by weight as well, then the fallback models. A target of weight 0 is drained: nothing is sent there.
 * Depends on nothing that can be down.
 */
@Singleton
public final class ChooseRoute implements Stage<Call, RoutedCall> {

    private static final int NOWHERE = -1;

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
        Optional<ModelSide> its = call.side().or(() -> side(entry, call));
        legs.add(leg(entry, call, its));
        for (String fallback : entry.fallbacks()) {
            // A fallback of a model the tenant may not use would be a way around its allow-list.
            if (call.tenant().mayUse().test(fallback)) {
                table.find(fallback).ifPresent(other -> legs.add(leg(other, call, side(other, call))));
            }
        }
        // Of a canary that has begun since the call came nothing is told, but what it tries must not be kept as blue's.
        return next.respond(new RoutedCall(call.side().isPresent() ? call : its.map(call::on).orElse(call), new Route(legs)));
    }

    private static Optional<ModelSide> side(RouteTable.Entry entry, Call call) {
        return entry.release().map(release -> release.side(call.stickyKey()));
    }

    /** @param side of the model's canary, by which the first target is chosen where that still has a share */
    private Route.Leg leg(RouteTable.Entry entry, Call call, Optional<ModelSide> side) {
        if (entry.targets().size() == 1) {
            return new Route.Leg(entry.model(), entry.targets(), entry.retries());
        }
        List<Target> targets = new ArrayList<>(entry.targets());
        List<Integer> weights = new ArrayList<>(entry.weights());
        if (entry.greenIsLast()) {
            // Green's places begin at the bottom, as a canary's do: who has it keeps it while its weight grows.
            Collections.reverse(targets);
            Collections.reverse(weights);
        }
        List<Target> ordered = new ArrayList<>(targets.size());
        long left = sum(weights);
        int its = side.map(one -> open(one.target(), targets, weights)).orElse(NOWHERE);
        OptionalInt place = its == NOWHERE ? place(entry, call) : OptionalInt.empty();
        while (left > 0) {
            boolean first = ordered.isEmpty();
            int index = first && its != NOWHERE ? its
                    : at(first && place.isPresent() ? place.getAsInt() * left / Split.PLACES : random.nextLong(left), weights);
            ordered.add(targets.remove(index));
            left -= weights.remove(index);
        }
        return new Route.Leg(entry.model(), ordered, entry.retries());
    }

    /** Where a target is that is not drained. */
    private static int open(String name, List<Target> targets, List<Integer> weights) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).name().equals(name) && weights.get(i) > 0) {
                return i;
            }
        }
        return NOWHERE;
    }

    private static OptionalInt place(RouteTable.Entry entry, Call call) {
        return switch (entry.sticky()) {
            case NONE -> OptionalInt.empty();
            case TENANT -> OptionalInt.of(Split.place(entry.model(), call.tenant().name()));
            case USER -> OptionalInt.of(Split.place(entry.model(), call.stickyKey()));
        };
    }

    private static long sum(List<Integer> weights) {
        long sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** @param drawn at least 0, and less than the weights' sum */
    private static int at(long drawn, List<Integer> weights) {
        int index = 0;
        for (long rest = drawn - weights.getFirst(); rest >= 0; rest -= weights.get(index)) {
            index++;
        }
        return index;
    }
}
