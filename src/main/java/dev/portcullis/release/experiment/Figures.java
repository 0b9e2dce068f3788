package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.statistics.Comparison;
import dev.portcullis.release.statistics.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** A judgement as it is shown, and kept with a decision. What is not known is null. Seconds and parts take the place of logarithms. */
public final class Figures {

    private Figures() {
    }

    public static ObjectNode of(Plan plan, Judgement judgement) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("users", judgement.users()).put("contaminated", judgement.contaminated())
                .put("beyond", judgement.beyond())
                .put("proved_best", judgement.winner().orElse(null));
        put(json.putObject("sample_ratio").put("mismatch", judgement.mismatch()), "p", judgement.shares().p());
        put((ObjectNode) json.get("sample_ratio"), "chi_squared", judgement.shares().chiSquared());
        ArrayNode variants = json.putArray("variants");
        double[] best = Judge.best(plan, judgement.arms());
        for (int i = 0; i < best.length; i++) {
            variants.add(arm(plan.source(), judgement.arms().get(i), best[i]));
        }
        return json;
    }

    private static ObjectNode arm(Source source, Judgement.Arm arm, double best) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", arm.name()).put("users", arm.told().users())
                .put("outcomes", Math.round(arm.told().outcomes().n())).put("users_with_outcome", arm.told().outcomes().units())
                .put("contaminated", arm.told().contaminated()).put("beyond", arm.told().beyond());
        put(json, "mean", arm.told().outcomes().units() == 0 ? Double.NaN : source.isLogarithm() ? Math.exp(arm.mean().value()) : arm.mean().value());
        put(json, "probability_best", best);
        arm.against().ifPresent(against -> {
            put(json, "difference", source.isLogarithm() || nothing(against) ? Double.NaN : against.difference().value());
            interval(json, "difference_interval", source.isLogarithm() ? Optional.empty() : Optional.of(against.interval()), bound -> bound);
            if (source.isLogarithm()) {
                put(json, "uplift", nothing(against) ? Double.NaN : Math.expm1(against.difference().value()));
                interval(json, "uplift_interval", Optional.of(against.interval()), Math::expm1);
            } else {
                put(json, "uplift", against.uplift().n() == 0 ? Double.NaN : against.uplift().value());
                interval(json, "uplift_interval", Optional.of(against.upliftInterval()), bound -> bound);
            }
            put(json, "probability_better", arm.better());
            put(json, "p", against.p());
            json.put("significant", arm.significant());
        });
        return json;
    }

    private static boolean nothing(Comparison against) {
        return against.control().n() == 0 || against.variant().n() == 0;
    }

    private static void interval(ObjectNode json, String name, Optional<Interval> interval, DoubleUnaryOperator shown) {
        Optional<Interval> finite = interval.filter(bounds -> Double.isFinite(bounds.lower()) && Double.isFinite(bounds.upper()));
        if (finite.isEmpty()) {
            json.putNull(name);
        } else {
            ArrayNode bounds = json.putArray(name);
            bounds.add(shown.applyAsDouble(finite.get().lower())).add(shown.applyAsDouble(finite.get().upper()));
        }
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    /**
     * What is kept for good of an experiment that ends.
     *
     * @param by     an operator, or the gateway itself
     * @param winner empty where none is named
     */
    public static ObjectNode decision(Instant at, String by, String reason, Optional<String> winner, ObjectNode figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", at.toString()).put("by", by).put("reason", reason)
                .put("winner", winner.orElse(null));
        json.set("figures", figures);
        return json;
    }
}
