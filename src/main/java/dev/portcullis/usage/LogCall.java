package dev.portcullis.usage;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Writes one line a call in logfmt, with the keys in the documentation's order. A log that cannot keep up costs lines, not calls. */
@Singleton
public final class LogCall implements Stage<Inbound, Inbound> {

    private static final IsoTime TIMES = new IsoTime();

    private final CallLog log;
    private final Prices prices;
    private final InstantSource clock;

    public LogCall(CallLog log, Prices prices, InstantSource clock) {
        this.log = log;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public Uni<Reply> handle(Inbound inbound, Responder<Inbound> next) {
        inbound.over().thenAccept(outcome -> {
            if (log.isEnabled()) {
                log.add(line(inbound, outcome, prices.cost(outcome), clock.instant()));
            }
        });
        return next.respond(inbound);
    }

    static String line(Inbound inbound, Outcome outcome, Usd cost, Instant now) {
        StringBuilder line = new StringBuilder(384);
        TIMES.append(now, line.append("time="));
        line.append(" id=").append(inbound.id());
        if (inbound.caller() instanceof Identity.Member member) {
            line.append(" tenant=").append(member.tenant().name()).append(" key=").append(member.keyId());
        }
        line.append(" endpoint=").append(inbound.endpoint().word());
        Origin origin = outcome.reply().map(Reply::origin).orElse(Origin.GATEWAY);
        origin.target().ifPresent(target -> line.append(" target=").append(target.id()).append(" attempts=").append(origin.attempts().size()));
        if (origin.cache() != CacheUse.BYPASS) {
            line.append(" cache=").append(origin.cache().word());
        }
        origin.cacheKey().ifPresent(digest -> line.append(" cache_key=").append(digest));
        line.append(" status=").append(outcome.status()).append(" ending=").append(outcome.ending().name().toLowerCase(Locale.ROOT));
        if (outcome.reply().orElse(null) instanceof Refusal refusal) {
            line.append(" refusal=").append(refusal.plain().getClass().getSimpleName());
        }
        outcome.reply().flatMap(reply -> reply.headers().first(PromptUse.HEADER)).ifPresent(prompt -> line.append(" prompt=").append(prompt));
        outcome.reply().flatMap(reply -> reply.headers().first("x-portcullis-experiment"))
                .ifPresent(variant -> line.append(" experiment=").append(variant));
        outcome.reply().flatMap(LogCall::found).ifPresent(found -> line.append(" guard=").append(found));
        outcome.reply().flatMap(LogCall::output).ifPresent(output -> line.append(" output=").append(output));
        line.append(" total_ms=");
        milliseconds(line, outcome.took());
        if (!origin.attempts().isEmpty()) {
            milliseconds(line.append(" upstream_ms="), origin.upstream());
        }
        outcome.firstByte().ifPresent(first -> milliseconds(line.append(" first_byte_ms="), first));
        Usage usage = outcome.usage();
        if (!usage.equals(Usage.UNKNOWN)) {
            line.append(" input_tokens=").append(usage.input()).append(" output_tokens=").append(usage.output());
            if (usage.estimated()) {
                line.append(" estimated=true");
            }
            line.append(" cost_usd=").append(cost);
        }
        return line.toString();
    }

    /** What guards have found: of a stream that passed them more than its head could say. */
    private static Optional<String> found(Reply reply) {
        String atTheEnd = reply instanceof Answer answer ? answer.found().get() : "";
        return atTheEnd.isEmpty() ? reply.headers().first("x-portcullis-guard") : Optional.of(atTheEnd);
    }

    /** Whether the answer is what its prompt promises: of a stream that is known at its end. */
    private static Optional<String> output(Reply reply) {
        String atTheEnd = reply instanceof Answer answer ? answer.output().get() : "";
        return atTheEnd.isEmpty() ? reply.headers().first("x-portcullis-output") : Optional.of(atTheEnd);
    }

    private static void milliseconds(StringBuilder line, Duration duration) {
        long tenths = duration.toNanos() / 100_000;
        line.append(tenths / 10).append('.').append(tenths % 10);
    }
}
