package dev.portcullis.simulator;

import dev.portcullis.simulator.Address.Place;
import dev.portcullis.simulator.wire.ApiError;
import dev.portcullis.simulator.wire.ModelWire;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop's share of the simulator: takes requests, asks for the key, answers what needs no model. */
final class SimulatorServer extends AbstractVerticle {
    private static final int LONGEST_LINE = 16 * 1024;

    /** What all event loops share; the port is the one that was bound. */
    record Shared(SimulatorSettings defaults, Scenarios scenarios, Counters counters, Identifiers identifiers, InstantSource clock,
            AtomicInteger port) {}

    private final SocketAddress address;
    private final Shared shared;
    private final Model model;

    SimulatorServer(SocketAddress address, Shared shared) {
        this.address = address;
        this.shared = shared;
        model = new Model(shared);
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(LONGEST_LINE))
                .connectionHandler(connection -> {
                    shared.counters().connectionOpened();
                    connection.closeHandler(closed -> shared.counters().connectionClosed());
                })
                .requestHandler(this::receive)
                .listen(address)
                .onSuccess(server -> shared.port().set(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void receive(HttpServerRequest request) {
        Address asked = Address.of(request.path());
        if (asked.place().isAboutCounters() && request.method().equals(asked.place().method)) {
            tellCounters(request, asked.place());
            return;
        }
        Exchange exchange = new Exchange(vertx, request, shared.counters());
        request.response().putHeader("x-request-id", "req_" + shared.identifiers().next()).putHeader("openai-version", "2020-10-01");
        if (asked.place() == Place.NOWHERE) {
            exchange.refuse(ApiError.unknownPath(request.method().name(), request.path()));
        } else if (!request.method().equals(asked.place().method)) {
            exchange.refuse(ApiError.wrongMethod(request.method().name(), request.path()));
        } else if (!hasKey(request, asked)) {
            exchange.refuse(ApiError.wrongKey());
        } else if (asked.isDeployment() && request.getParam("api-version") == null) {
            exchange.refuse(ApiError.unknownPath(request.method().name(), request.path()));
        } else {
            answer(exchange, asked);
        }
    }

    private void answer(Exchange exchange, Address asked) {
        long now = shared.clock().instant().getEpochSecond();
        switch (asked.place()) {
            case MODELS -> exchange.end(Exchange.JSON, ModelWire.list(now));
            case MODEL -> exchange.end(Exchange.JSON, ModelWire.one(Words.split(asked.name(), ';').before(), now));
            case CHAT, COMPLETIONS, EMBEDDINGS ->
                exchange.request().body().onSuccess(body -> model.answer(exchange, asked, body.getBytes(), now));
            case STATS, STATS_RESET, NOWHERE -> throw new IllegalStateException("answered before: " + asked);
        }
    }

    private void tellCounters(HttpServerRequest request, Place place) {
        if (place == Place.STATS_RESET) {
            shared.counters().reset();
            shared.scenarios().reset();
        }
        request.response().putHeader("content-type", Exchange.JSON).end(shared.counters().stats().json());
    }

    /** A deployment's key comes as Azure's callers send it, any other as OpenAI's do. */
    private boolean hasKey(HttpServerRequest request, Address asked) {
        if (shared.defaults().key().isEmpty()) {
            return true;
        }
        String key = shared.defaults().key().get();
        return asked.isDeployment() ? key.equals(request.getHeader("api-key"))
                : ("Bearer " + key).equals(request.getHeader("authorization"));
    }
}
