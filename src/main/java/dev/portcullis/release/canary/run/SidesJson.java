package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Sample;
import dev.portcullis.release.observe.Side;
import dev.portcullis.release.observe.Sides;
import dev.portcullis.release.statistics.Moments;
import java.util.EnumMap;
import java.util.Map;

/** What both sides had told, as it is kept when the calls' own rows are gone. */
final class SidesJson {

    private SidesJson() {
    }

    static ObjectNode of(Sides sides) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("control", of(sides.control()));
        json.set("canary", of(sides.canary()));
        return json;
    }

    private static ObjectNode of(Side side) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("requests", side.sample().requests())
                .put("first_errors", side.sample().firstErrors()).put("cached", side.cached()).put("contaminated", side.contaminated())
                .put("refused", side.refused()).put("left_out", side.leftOut()).put("beyond", side.beyond());
        ObjectNode measures = json.putObject("measures");
        side.sample().measures().forEach((measure, sums) -> measures.putObject(MeasureWords.word(measure)).put("units", sums.units())
                .put("y", sums.y()).put("n", sums.n()).put("yy", sums.yy()).put("yn", sums.yn()).put("nn", sums.nn()));
        return json;
    }

    /** What a newer gateway has written and this one does not know is left out. */
    static Sides read(JsonNode json) {
        return new Sides(side(json.path("control")), side(json.path("canary")));
    }

    private static Side side(JsonNode json) {
        Map<Measure, Moments> measures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            JsonNode sums = json.path("measures").path(MeasureWords.word(measure));
            if (sums.isObject()) {
                measures.put(measure, new Moments(sums.path("units").asLong(), sums.path("y").asDouble(), sums.path("n").asDouble(),
                        sums.path("yy").asDouble(), sums.path("yn").asDouble(), sums.path("nn").asDouble()));
            }
        }
        return new Side(new Sample(json.path("requests").asLong(), json.path("first_errors").asInt(), measures),
                json.path("cached").asLong(), json.path("contaminated").asLong(), json.path("refused").asLong(), json.path("left_out").asLong(),
                json.path("beyond").asLong());
    }
}
