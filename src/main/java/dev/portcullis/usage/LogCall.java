package dev.portcullis.usage;

import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Writes one line a call in logfmt, with the keys in the documentation's order. The console's handler is asynchronous and drops
 * lines rather than block an event loop.
 */
@Singleton
public final class LogCall implements Stage<Inbound, Inbound> {

    private static final Logger LOG = Logger.getLogger("dev.portcullis.calls");

    @Override
    public Uni<Reply> handle(Inbound inbound, Responder<Inbound> next) {
        inbound.over().thenAccept(outcome -> {
            if (LOG.isInfoEnabled()) {
                LOG.info(line(inbound, outcome));
            }
        });
        return next.respond(inbound);
    }

    static String line(Inbound inbound, Outcome outcome) {
        StringBuilder line = new StringBuilder(256);
        line.append("call id=").append(inbound.id());
        if (inbound.caller() instanceof Identity.Member member) {
            line.append(" tenant=").append(member.tenant().name()).append(" key=").append(member.keyId());
        }
        line.append(" endpoint=").append(inbound.endpoint().name().toLowerCase(Locale.ROOT));
        Origin origin = outcome.reply().map(Reply::origin).orElse(Origin.GATEWAY);
        origin.target().ifPresent(target -> line.append(" target=").append(target.id()).append(" attempts=").append(origin.attempts().size()));
        line.append(" status=").append(outcome.status()).append(" ending=").append(outcome.ending().name().toLowerCase(Locale.ROOT));
        outcome.reply().filter(Refusal.class::isInstance).ifPresent(refusal -> line.append(" refusal=").append(refusal.getClass().getSimpleName()));
        line.append(" total_ms=");
        milliseconds(line, outcome.took());
        if (!origin.attempts().isEmpty()) {
            milliseconds(line.append(" upstream_ms="), origin.upstream());
        }
        outcome.firstByte().ifPresent(first -> milliseconds(line.append(" first_byte_ms="), first));
        Usage usage = outcome.usage();
        if (!usage.equals(Usage.UNKNOWN)) {
            line.append(" input_tokens=").append(usage.input()).append(" output_tokens=").append(usage.output());
        }
        return line.toString();
    }

    private static void milliseconds(StringBuilder line, Duration duration) {
        long tenths = duration.toNanos() / 100_000;
        line.append(tenths / 10).append('.').append(tenths % 10);
    }
}
