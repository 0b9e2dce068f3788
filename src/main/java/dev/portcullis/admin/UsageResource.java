package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.usage.ledger.UsageSpan;
import dev.portcullis.usage.ledger.UsageSums;
import dev.portcullis.usage.ledger.UsageSums.By;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was used, from the ledger's sums: at most a second or so behind the calls. */
@Path("/v1/usage")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "usage", description = "What was used and what it cost, from the ledger.")
public final class UsageResource {

    /**
     * @param by      what was told apart, by its name
     * @param refused calls that the gateway refused
     * @param estimated calls whose tokens the gateway counted
     * @param saved   what calls would have cost whose answers were known already, or were paid for by identical calls
     * @param hits    calls that were given such an answer
     * @param hitRate which part of the calls that the cache was asked for they are, to four places; null where it was asked for none
     * @param averageLatency of answered calls, in milliseconds; null where there is none
     */
    public record Row(@JsonAnyGetter @Schema(hidden = true) Map<String, String> by, long calls, @JsonProperty("refused_calls") long refused,
            @JsonProperty("estimated_calls") long estimated, @JsonProperty("input_tokens") long input,
            @JsonProperty("cached_input_tokens") long cachedInput, @JsonProperty("cache_write_tokens") long cacheWrite,
            @JsonProperty("audio_input_tokens") long audioInput, @JsonProperty("output_tokens") long output,
            @JsonProperty("reasoning_tokens") long reasoning, @JsonProperty("audio_output_tokens") long audioOutput,
            @JsonProperty("cost_usd") BigDecimal cost, @JsonProperty("saved_usd") BigDecimal saved, @JsonProperty("cache_hits") long hits,
            @JsonProperty("cache_hit_rate") Double hitRate, @JsonProperty("average_latency_ms") Double averageLatency) {

        static Row of(UsageSums.Sum sum) {
            return new Row(sum.by().entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().word(), Map.Entry::getValue,
                    (one, other) -> one, LinkedHashMap::new)), sum.calls(), sum.calls() - sum.answered(), sum.estimated(), sum.input(),
                    sum.cachedInput(), sum.cacheWrite(), sum.audioInput(), sum.output(), sum.reasoning(), sum.audioOutput(), Money.json(sum.cost()),
                    Money.json(sum.saved()), sum.hits(), sum.asked() == 0 ? null : Math.round(10_000.0 * sum.hits() / sum.asked()) / 10_000.0,
                    sum.answered() == 0 ? null : Math.round(sum.latency() / 10.0 / sum.answered()) / 100.0);
        }
    }

    /**
     * @param from  the beginning of the first hour that is in it
     * @param to    the end of the last one
     * @param more  whether there are more rows than were asked for
     */
    public record Usage(Instant from, Instant to, @JsonProperty("group_by") List<String> groupBy, List<Row> data, boolean more) {
    }

    private final UsageSums sums;
    private final InstantSource clock;

    UsageResource(UsageSums sums, InstantSource clock) {
        this.sums = sums;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What was used", description = "Summed up by what 'group_by' names, the dearest first; without it, everything in one row. "
            + "'saved_usd' is what calls would have cost that did not have to pay for their answers; 'cache_hit_rate' is which part of the calls "
            + "that the cache was asked for 'cache_hits' are, and null where it was asked for none.")
    public Uni<Usage> usage(
            @Parameter(description = "some of tenant, model, target, key, prompt, version, cache, outcome, hour, day; with commas between")
            @QueryParam("group_by") String groupBy,
            @Parameter(description = "a day (2026-11-24) or a moment (2026-11-24T10:00:00Z); 30 days ago, if left out") @QueryParam("from") String from,
            @Parameter(description = "the first moment that is not in it; now, if left out") @QueryParam("to") String to,
            @Parameter(description = "only this tenant") @QueryParam("tenant") String tenant,
            @Parameter(description = "only this model") @QueryParam("model") String model,
            @Parameter(description = "1 to 1000; 100, if left out") @QueryParam("limit") String limit) {
        List<By> by = Asked.groups(groupBy);
        UsageSpan span = Asked.span(from, to, clock.instant());
        int most = Limits.read(limit);
        return sums.of(new UsageSums.Question(span, by, Asked.only(tenant, model), most + 1)).map(rows -> new Usage(span.from(), span.to(),
                by.stream().map(By::word).toList(), rows.stream().limit(most).map(Row::of).toList(), rows.size() > most));
    }
}
