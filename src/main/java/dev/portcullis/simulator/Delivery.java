package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.ApiError;
import dev.portcullis.simulator.wire.Choice;
import dev.portcullis.simulator.wire.Script;
import dev.portcullis.simulator.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** How one answer reaches its caller: in its time, whole or as a stream, or not as it should. */
record Delivery(Exchange exchange, Scenario scenario, Optional<Fault> fault) {
    private static final CharSequence EVENT_STREAM = "text/event-stream; charset=utf-8";
    private static final CharSequence HTML = "text/html; charset=utf-8";
    private static final String GARBAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    private static final int FAILED = 500;

    /** An answer that is never streamed. */
    void whole(String body) {
        if (!failed()) {
            exchange.after(settings().ttft(), () -> exchange.end(Exchange.JSON, body));
        }
    }

    void whole(Wire wire, List<Choice> choices) {
        if (failed()) {
            return;
        }
        int tokens = choices.stream().mapToInt(Choice::tokens).max().orElse(0);
        exchange.after(settings().timeFor(tokens), () -> exchange.end(Exchange.JSON,
                fault.filter(struck -> struck.kind() == Fault.Kind.BYTES)
                        .map(struck -> wire.wholeOf(struck.argument())).orElseGet(() -> wire.whole(choices))));
    }

    void stream(Wire wire, List<Choice> choices) {
        boolean beforeHead = fault.filter(struck -> struck.kind() == Fault.Kind.STATUS || struck.kind() == Fault.Kind.RESET).isPresent();
        if (settings().earlyHead() && !beforeHead) {
            head();
            exchange.response().write(Buffer.buffer());
        }
        if (fault.isPresent() && (beforeHead || fault.get().kind() == Fault.Kind.STALL)) {
            failed();
            return;
        }
        Script script = fault.map(struck -> script(struck, wire, choices)).orElseGet(() -> wire.stream(choices));
        StreamWriter writer = new StreamWriter(exchange, script, settings());
        exchange.after(settings().ttft(), () -> {
            head();
            writer.start();
        });
    }

    private Script script(Fault struck, Wire wire, List<Choice> choices) {
        Script script = wire.stream(choices);
        return switch (struck.kind()) {
            case RESET_AFTER -> script.brokenOff(struck.argument(), Script.Ending.RESET);
            case STALL_AFTER -> script.brokenOff(struck.argument(), Script.Ending.STALL);
            case TRUNCATE -> script.brokenOff(struck.argument(), Script.Ending.END);
            case ERROR_AFTER -> script.brokenOff(struck.argument(), Script.Ending.END, error(FAILED).json(), Script.DONE);
            case ERROR_IN_200 -> Script.of(error(FAILED).json(), Script.DONE);
            case GARBAGE -> Script.of(GARBAGE);
            case NO_DONE -> script.unfinished();
            case BYTES -> wire.streamOf(struck.argument());
            case STATUS, RESET, STALL -> script;
        };
    }

    /** Whether a fault that needs no answer to spoil took its place. */
    private boolean failed() {
        if (fault.isEmpty()) {
            return false;
        }
        switch (fault.get().kind()) {
            case STATUS -> exchange.after(settings().ttft(), () -> refuse(error(fault.get().argument())));
            case ERROR_IN_200 -> exchange.after(settings().ttft(), () -> exchange.end(Exchange.JSON, error(FAILED).json()));
            case GARBAGE -> exchange.after(settings().ttft(), () -> exchange.end(HTML, GARBAGE));
            case RESET -> exchange.after(settings().ttft(), exchange::reset);
            case STALL -> { }
            case RESET_AFTER, STALL_AFTER, TRUNCATE, NO_DONE, ERROR_AFTER, BYTES -> {
                return false;
            }
        }
        return true;
    }

    private void refuse(ApiError error) {
        settings().retryAfter().ifPresent(seconds -> exchange.response().putHeader("retry-after", Integer.toString(seconds)));
        exchange.refuse(error);
    }

    private ApiError error(int status) {
        return ApiError.ofStatus(status, scenario.model());
    }

    private void head() {
        if (!exchange.response().headWritten()) {
            exchange.response().setChunked(true)
                    .putHeader("content-type", EVENT_STREAM).putHeader("cache-control", "no-cache");
        }
    }

    private SimulatorSettings settings() {
        return scenario.settings();
    }
}
