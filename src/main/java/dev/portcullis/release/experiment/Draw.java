package dev.portcullis.release.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.pipeline.release.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who is in an experiment, and with which variant. Whether one takes part is drawn by one hash and the variant by another, so that neither says
 * anything of the other; experiments of one group share the first.
 */
public final class Draw {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> PLAIN = new TypeReference<>() { };

    private record Arm(String name, Optional<String> version, Optional<String> model, Map<String, Object> settings) {
    }

    private final String release;
    private final String variants;
    private final String participation;
    private final Places places;
    private final List<Arm> arms = new ArrayList<>();
    private final int[] ends; // of each arm's places, in order
    private final Collection<String> differences = new TreeSet<>();

    public Draw(Experiment experiment) {
        Plan plan = experiment.plan();
        release = experiment.release();
        variants = plan.name() + "#" + experiment.run();
        participation = plan.group().map(group -> "group:" + group).orElse(variants + "/share");
        places = experiment.places();
        ends = ends(plan);
        for (Plan.Tried variant : plan.variants()) {
            arms.add(new Arm(variant.name(), variant.version(), variant.model(), Map.copyOf(JSON.convertValue(variant.settings(), PLAIN))));
            variant.model().ifPresent(model -> differences.add("model"));
            variant.settings().fieldNames().forEachRemaining(differences::add);
        }
    }

    /** How many of the 10,000 places each variant has, in the plan's order. */
    public static int[] shares(Plan plan) {
        int[] shares = ends(plan);
        for (int i = shares.length - 1; i > 0; i--) {
            shares[i] -= shares[i - 1];
        }
        return shares;
    }

    private static int[] ends(Plan plan) {
        long whole = plan.variants().stream().mapToLong(Plan.Tried::weight).sum();
        int[] ends = new int[plan.variants().size()];
        long sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += plan.variants().get(i).weight();
            ends[i] = (int) (Split.PLACES * sum / whole);
        }
        return ends;
    }

    /** The fields of a call, {@code model} or settings, that some variant sets. */
    public Collection<String> differences() {
        return differences;
    }

    /** @return empty for who does not take part */
    public Optional<Assignment> assign(String unit) {
        return takesPart(unit) ? Optional.of(new Assignment(release, arms.get(arm(unit)).name, unit)) : Optional.empty();
    }

    /** @return empty for who does not take part */
    public Optional<Variant> variant(String unit) {
        if (!takesPart(unit)) {
            return Optional.empty();
        }
        Arm arm = arms.get(arm(unit));
        return Optional.of(new Variant(new Assignment(release, arm.name, unit), arm.version, arm.model, arm.settings));
    }

    public boolean takesPart(String unit) {
        return places.isAll() || places.has(Split.place(participation, unit));
    }

    private int arm(String unit) {
        int place = Split.place(variants, unit);
        int arm = 0;
        while (place >= ends[arm]) {
            arm++;
        }
        return arm;
    }
}
