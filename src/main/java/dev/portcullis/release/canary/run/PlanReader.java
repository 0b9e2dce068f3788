package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.release.canary.Criteria;
import dev.portcullis.release.canary.Guardrail;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Rules;
import dev.portcullis.release.plan.PlanFields;
import dev.portcullis.release.plan.Unfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads plans, strictly: of operators, and as {@link PlanJson} wrote them. */
public final class PlanReader {

    static final int MOST_SHARES = 20;
    private static final int FIRST_SHARE = 5;
    /** Up to here the control is as large. */
    private static final int HALF = 50;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final double LONGEST_ANSWER = 3_600;
    /** Of a guardrail: ten times as much is no bound any more. */
    private static final double LARGEST_MARGIN = 10;
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Set<String> FIELDS = Set.of("start", "step", "interval", "min_requests", "max_duration", "criteria", "guardrails");
    private static final String SHARES = "'double', or a list of at most " + MOST_SHARES
            + " whole numbers from 1 to 100, each larger than the one before, is expected.";

    private PlanReader() {
    }

    /** @param json an object; what is left out is as usual */
    public static PlanReading read(JsonNode json) {
        try {
            return new PlanReading.Read(plan(json));
        } catch (Unfit unfit) {
            return new PlanReading.Wrong(unfit.field(), unfit.getMessage());
        }
    }

    private static Plan plan(JsonNode json) {
        PlanFields.known("", json, FIELDS);
        Duration interval = duration("interval", json.get("interval"), Duration.ofSeconds(60), SHORTEST_INTERVAL, LONGEST_INTERVAL);
        Duration most = duration("max_duration", json.get("max_duration"), Rules.USUAL.maximumTime(), interval, LONGEST);
        int requests = whole("min_requests", json.get("min_requests"), (int) Rules.USUAL.minimumRequests(), MOST_REQUESTS);
        return new Plan(shares(json.get("start"), json.get("step")), interval,
                new Rules(criteria(json.get("criteria")), guardrails(json.get("guardrails")), Rules.USUAL.alpha(), requests, interval, most));
    }

    private static List<Integer> shares(JsonNode start, JsonNode step) {
        List<Integer> shares = new ArrayList<>();
        if (PlanFields.isThere(step) && step.isArray()) {
            step.forEach(share -> shares.add(share(share)));
            int first = PlanFields.isThere(start) ? whole("start", start, FIRST_SHARE, Plan.ALL - 1) : shares.isEmpty() ? 0 : shares.getFirst();
            if (shares.isEmpty() || shares.getFirst() != first) {
                shares.addFirst(first);
            }
            if (shares.getLast() == Plan.ALL) {
                shares.removeLast();
            }
            if (shares.isEmpty() || shares.getFirst() == 0 || shares.size() > MOST_SHARES || !grows(shares)) {
                throw new Unfit("step", SHARES);
            }
            return shares;
        }
        if (PlanFields.isThere(step) && !step.asText().equals("double")) {
            throw new Unfit("step", SHARES);
        }
        shares.add(whole("start", start, FIRST_SHARE, Plan.ALL - 1));
        while (shares.getLast() < HALF) {
            shares.add(Math.min(HALF, 2 * shares.getLast()));
        }
        return shares;
    }

    private static int share(JsonNode share) {
        if (!share.isInt() || share.intValue() < 1 || share.intValue() > Plan.ALL) {
            throw new Unfit("step", SHARES);
        }
        return share.intValue();
    }

    private static boolean grows(List<Integer> shares) {
        for (int i = 1; i < shares.size(); i++) {
            if (shares.get(i) <= shares.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    private static Criteria criteria(JsonNode json) {
        if (!PlanFields.isThere(json)) {
            return Criteria.NONE;
        }
        PlanFields.known("criteria", json, Set.of("error_rate", "response_time", "quality_score"));
        return new Criteria(number("criteria.error_rate", json.get("error_rate"), 0, 1),
                number("criteria.response_time", json.get("response_time"), 1e-3, LONGEST_ANSWER),
                number("criteria.quality_score", json.get("quality_score"), 0, 1));
    }

    /** Those that are not named are as usual. */
    private static Map<Measure, Guardrail> guardrails(JsonNode json) {
        Map<Measure, Guardrail> guardrails = new EnumMap<>(Rules.GUARDRAILS);
        if (!PlanFields.isThere(json)) {
            return guardrails;
        }
        PlanFields.known("guardrails", json, MeasureWords.ALL);
        for (Iterator<String> names = json.fieldNames(); names.hasNext();) {
            String name = names.next();
            Measure measure = MeasureWords.measure(name);
            JsonNode bounds = json.get(name);
            if (bounds.isTextual() && bounds.textValue().equals("off")) {
                guardrails.remove(measure);
                continue;
            }
            String field = "guardrails." + name;
            PlanFields.known(field, bounds, Set.of("margin", "tolerance"));
            double margin = number(field + ".margin", bounds.get("margin"), 0, LARGEST_MARGIN)
                    .orElseThrow(() -> new Unfit(field + ".margin", "It is missing."));
            double tolerance = number(field + ".tolerance", bounds.get("tolerance"), margin, LARGEST_MARGIN)
                    .orElse(Math.max(margin, MeasureWords.shown(measure, Rules.GUARDRAILS.get(measure)).tolerance()));
            guardrails.put(measure, MeasureWords.meant(measure, new Guardrail(margin, tolerance)));
        }
        return guardrails;
    }

    private static OptionalDouble number(String field, JsonNode json, double least, double most) {
        if (!PlanFields.isThere(json)) {
            return OptionalDouble.empty();
        }
        if (!json.isNumber() || !(json.doubleValue() >= least && json.doubleValue() <= most)) {
            throw new Unfit(field, "A number from " + least + " to " + most + " is expected.");
        }
        return OptionalDouble.of(json.doubleValue());
    }

    private static int whole(String field, JsonNode json, int usual, int most) {
        return PlanFields.isThere(json) ? (int) PlanFields.whole(field, json, 1, most) : usual;
    }

    private static Duration duration(String field, JsonNode json, Duration usual, Duration least, Duration most) {
        return PlanFields.isThere(json) ? PlanFields.duration(field, json, least, most) : usual;
    }
}
