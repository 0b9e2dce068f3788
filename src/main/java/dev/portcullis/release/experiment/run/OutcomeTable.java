package dev.portcullis.release.experiment.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Source;
import dev.portcullis.release.experiment.Told;
import dev.portcullis.release.experiment.run.ExperimentRefused.Why;
import dev.portcullis.release.observe.UnitDigest;
import dev.portcullis.release.statistics.Moments;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What users of experiments came to, in the database: beside what their calls told, which says who has used which variant. */
final class OutcomeTable {

    private static final String GIVEN = "jsonb_to_recordset(cast(cast(:given as text) as jsonb)) as given (place int, arm text, unit text, y double precision)";

    private static final String FIRST_UNKNOWN = "select place from " + GIVEN + """
             where not exists (select from release_observation as seen
                where seen.release = :release and seen.arm = given.arm and seen.unit = decode(given.unit, 'hex')) order by place limit 1
            """;
    /** In one order, so that nobody waits for who waits for him. */
    private static final String KEEP = """
            insert into experiment_outcome as known (experiment, unit, y, n)
            select :experiment, decode(given.unit, 'hex'), sum(given.y), count(*) from\s""" + GIVEN + """
             group by given.unit order by given.unit
            on conflict (experiment, unit) do update set y = known.y + excluded.y, n = known.n + excluded.n
            """;

    /** A user's outcomes are one, their mean. */
    private static final String BY_API = """
            select seen.arm, count(*) as users, count(kept.n) as units, sum(kept.y / kept.n) as y, cast(count(kept.n) as double precision) as n,
                sum((kept.y / kept.n) ^ 2) as yy, sum(kept.y / kept.n) as yn, cast(count(kept.n) as double precision) as nn
            from release_observation as seen left join experiment_outcome as kept on kept.experiment = :experiment and kept.unit = seen.unit
            where seen.release = :release group by seen.arm""";
    private static final String BY_MEASURE = """
            select seen.arm, count(*) as users, count(*) filter (where NAME_n > 0) as units, sum(NAME_y) as y, cast(sum(NAME_n) as double precision) as n,
                sum(NAME_y * NAME_y) as yy, sum(NAME_y * NAME_n) as yn, sum(cast(NAME_n as double precision) * NAME_n) as nn
            from release_observation as seen where seen.release = :release group by seen.arm""";

    /** Of each variant, in the plan's order. */
    Uni<List<Told>> told(Experiment experiment) {
        Source source = experiment.plan().source();
        String sums = source.measure().map(measure -> BY_MEASURE.replace("NAME", measure.name().toLowerCase(Locale.ROOT))).orElse(BY_API);
        String sql = "select told.arm, told.contaminated, told.beyond, users, units, y, n, yy, yn, nn from release_arm as told left join (" + sums
                + ") as sums on sums.arm = told.arm where told.release = :release";
        return Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(sql, Object[].class).setParameter("release", experiment.release());
            return (source == Source.API ? query.setParameter("experiment", experiment.run()) : query).getResultList();
        }).map(rows -> {
            Map<String, Told> arms = new HashMap<>();
            rows.forEach(row -> arms.put((String) row[0], read(row)));
            return experiment.plan().variants().stream().map(variant -> arms.getOrDefault(variant.name(), Told.NOTHING)).toList();
        });
    }

    private static Told read(Object[] row) {
        return new Told((long) number(row[3]), (long) number(row[1]), (long) number(row[2]), new Moments((long) number(row[4]), number(row[5]), number(row[6]),
                number(row[7]), number(row[8]), number(row[9])));
    }

    private static double number(Object value) {
        return value == null ? 0 : ((Number) value).doubleValue();
    }

    /** @param units of the values, in their order; empty for who takes no part */
    Uni<Void> keep(Experiment experiment, List<Optional<Assignment>> units, List<Double> values) {
        int stranger = units.indexOf(Optional.<Assignment>empty());
        if (stranger >= 0) {
            throw neverAssigned(stranger);
        }
        ArrayNode given = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < units.size(); i++) {
            Assignment unit = units.get(i).orElseThrow();
            given.addObject().put("place", i).put("arm", unit.arm()).put("unit", UnitDigest.of(unit)).put("y", values.get(i));
        }
        return Panache.getSession().flatMap(session -> session.createNativeQuery(FIRST_UNKNOWN, Integer.class).setParameter("given", given.toString())
                .setParameter("release", experiment.release()).getSingleResultOrNull()
                .flatMap(unknown -> {
                    if (unknown != null) {
                        throw neverAssigned(unknown);
                    }
                    return session.createNativeQuery(KEEP).setParameter("given", given.toString()).setParameter("experiment", experiment.run()).executeUpdate();
                })).replaceWithVoid();
    }

    /** Names the place in the list that was sent. */
    private static ExperimentRefused neverAssigned(int place) {
        return new ExperimentRefused(Why.NEVER_ASSIGNED, Integer.toString(place), "This user has not been given a variant.");
    }
}
