package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.pipeline.release.Split;
import dev.portcullis.release.experiment.run.ExperimentRefused;
import dev.portcullis.release.experiment.run.Given;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Outcomes of an experiment's users, as somebody sends them: one object, or a list of them. */
final class OutcomeBody {

    static final int MOST = 1_000;
    /** So that squares and sums of them stay numbers. */
    private static final double LARGEST = 1e12;
    private static final int SHOWN = 64;
    private static final Set<String> FIELDS = Set.of("user", "outcome");

    private OutcomeBody() {
    }

    static List<Given> read(JsonNode body) {
        if (body == null || body.isNull() || body.isMissingNode()) {
            throw Problem.malformed("Expected a JSON object with 'user' and 'outcome', or a list of such objects.");
        }
        if (!body.isArray()) {
            return List.of(one("", body));
        }
        if (body.isEmpty() || body.size() > MOST) {
            throw Problem.invalid(null, "A list of 1 to " + MOST + " outcomes is expected.");
        }
        List<Given> all = new ArrayList<>(body.size());
        for (int i = 0; i < body.size(); i++) {
            all.add(one("[" + i + "].", body.get(i)));
        }
        return all;
    }

    private static Given one(String at, JsonNode json) {
        if (!json.isObject()) {
            throw Problem.invalid(at.isEmpty() ? null : at.substring(0, at.length() - 1), "An object with 'user' and 'outcome' is expected.");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw Problem.invalid(at + shown(name), "Unknown field '" + shown(name) + "'. Known here: outcome, user.");
            }
        }
        JsonNode user = json.path("user");
        if (!user.isTextual() || user.textValue().isBlank()) {
            throw Problem.invalid(at + "user", "Invalid value for 'user': a text is expected, that calls were dealt out by.");
        }
        JsonNode outcome = json.path("outcome");
        if (!outcome.isNumber() || !(Math.abs(outcome.doubleValue()) <= LARGEST)) {
            throw Problem.invalid(at + "outcome", "Invalid value for 'outcome': a number is expected, at most " + LARGEST + " from 0.");
        }
        // No more of it counts in calls either.
        String counts = user.textValue().length() > Split.LONGEST ? user.textValue().substring(0, Split.LONGEST) : user.textValue();
        return new Given(counts, outcome.doubleValue());
    }

    /** Names the user as it was sent. @param refused whose field is the place in the list */
    static Problem neverAssigned(JsonNode body, ExperimentRefused refused) {
        JsonNode one = body.isArray() ? body.get(Integer.parseInt(refused.field())) : body;
        return Problem.unknown("user_not_assigned", body.isArray() ? "[" + refused.field() + "].user" : "user", "The user '" + shown(one.path("user").textValue())
                + "' has not been given a variant, or less than a few seconds ago. Nothing was kept.");
    }

    private static String shown(String name) {
        return name.length() > SHOWN ? name.substring(0, SHOWN) : name;
    }
}
