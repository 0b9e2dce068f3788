package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.usage.ledger.LedgerStore;
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
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was spent, and what is left of it. */
@Path("/v1/costs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "usage")
public final class CostsResource {

    private static final int MOST_ROWS = 1_000;
    private static final int NANOS = 9;

    public record Part(String name, long calls, @JsonProperty("cost_usd") BigDecimal cost) {
    }

    /**
     * A budget in its current period.
     *
     * @param limit     in USD, as is {@code spent}; what open calls may still cost is not in it
     * @param beginsAnew when the next period begins
     */
    public record BudgetState(String tenant, String period, @JsonProperty("limit_usd") BigDecimal limit, @JsonProperty("spent_usd") BigDecimal spent,
            @JsonProperty("on_exceeded") String onExceeded, @JsonProperty("begins_anew") Instant beginsAnew) {
    }

    /** @param total of all of it, in USD. The parts are the dearest 1,000 of each kind */
    public record Costs(Instant from, Instant to, @JsonProperty("total_usd") BigDecimal total, @JsonProperty("by_tenant") List<Part> byTenant,
            @JsonProperty("by_model") List<Part> byModel, @JsonProperty("by_day") List<Part> byDay, List<BudgetState> budgets) {
    }

    /** @param perRequest of answered calls */
    public record Template(String prompt, String version, long calls, @JsonProperty("cost_usd") BigDecimal cost,
            @JsonProperty("cost_per_request_usd") BigDecimal perRequest) {
    }

    public record Templates(Instant from, Instant to, List<Template> data) {
    }

    private final UsageSums sums;
    private final RunningConfig running;
    private final InstantSource clock;

    CostsResource(UsageSums sums, RunningConfig running, InstantSource clock) {
        this.sums = sums;
        this.running = running;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What was spent", description = "By tenant, by model and by day, and how far each budget is used.")
    public Uni<Costs> costs(@Parameter(description = "as for usage") @QueryParam("from") String from, @QueryParam("to") String to,
            @Parameter(description = "only this tenant") @QueryParam("tenant") String tenant) {
        Instant now = clock.instant();
        UsageSpan span = Asked.span(from, to, now);
        Map<By, String> only = Asked.only(tenant, null);
        return Uni.combine().all().unis(by(span, only), by(span, only, By.TENANT), by(span, only, By.MODEL), by(span, only, By.DAY),
                sums.spent(now)).asTuple().map(found -> new Costs(span.from(), span.to(),
                found.getItem1().isEmpty() ? BigDecimal.ZERO : Money.json(found.getItem1().getFirst().cost()),
                parts(found.getItem2(), By.TENANT), parts(found.getItem3(), By.MODEL),
                parts(found.getItem4().stream().sorted(Comparator.comparing(sum -> sum.by().get(By.DAY))).toList(), By.DAY),
                budgets(found.getItem5(), tenant, now)));
    }

    @GET
    @Path("/templates")
    @Operation(summary = "What a request of each prompt costs", description = "The dearest first; by prompt and version.")
    public Uni<Templates> templates(@Parameter(description = "in USD; 0, if left out") @QueryParam("min_cost_per_request") String least,
            @QueryParam("from") String from, @QueryParam("to") String to) {
        BigDecimal atLeast = Asked.dollars("min_cost_per_request", least);
        UsageSpan span = Asked.span(from, to, clock.instant());
        return sums.of(new UsageSums.Question(span, List.of(By.PROMPT, By.VERSION), Map.of(), MOST_ROWS)).map(rows -> new Templates(span.from(), span.to(),
                rows.stream().filter(sum -> !sum.by().get(By.PROMPT).isEmpty() && sum.answered() > 0).map(CostsResource::template)
                        .filter(template -> template.perRequest.compareTo(atLeast) >= 0)
                        .sorted((one, other) -> other.perRequest.compareTo(one.perRequest)).toList()));
    }

    private Uni<List<UsageSums.Sum>> by(UsageSpan span, Map<By, String> only, By... by) {
        return sums.of(new UsageSums.Question(span, List.of(by), only, MOST_ROWS));
    }

    private static List<Part> parts(List<UsageSums.Sum> sums, By by) {
        return sums.stream().map(sum -> new Part(sum.by().get(by), sum.calls(), Money.json(sum.cost()))).toList();
    }

    private List<BudgetState> budgets(List<LedgerStore.Spent> spent, String only, Instant now) {
        List<BudgetState> budgets = new ArrayList<>();
        running.current().tenants().values().stream().filter(tenant -> only == null || tenant.name().equals(only)).forEach(tenant ->
                tenant.budget().limits().forEach((period, limit) -> budgets.add(new BudgetState(tenant.name(), period.yamlName(),
                        Money.json(new Usd(limit)), Money.json(new Usd(spent.stream().filter(sum -> sum.tenant().equals(tenant.name())
                                && sum.period() == period).mapToLong(LedgerStore.Spent::spent).sum())),
                        tenant.budget().block() ? "block" : "alert", period.end(now)))));
        return budgets;
    }

    private static Template template(UsageSums.Sum sum) {
        BigDecimal perRequest = sum.cost().dollars().divide(BigDecimal.valueOf(sum.answered()), NANOS, RoundingMode.HALF_UP).stripTrailingZeros();
        return new Template(sum.by().get(By.PROMPT), sum.by().get(By.VERSION), sum.answered(), Money.json(sum.cost()),
                new BigDecimal(perRequest.toPlainString()));
    }
}
