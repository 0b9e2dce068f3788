package dev.portcullis.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.simulator.Address.Place;
import dev.portcullis.simulator.SimulatorServer.Shared;
import dev.portcullis.simulator.wire.ApiError;
import dev.portcullis.simulator.wire.Author;
import dev.portcullis.simulator.wire.ChatWire;
import dev.portcullis.simulator.wire.Choice;
import dev.portcullis.simulator.wire.CompletionWire;
import dev.portcullis.simulator.wire.EmbeddingWire;
import dev.portcullis.simulator.wire.Envelope;
import dev.portcullis.simulator.wire.Json;
import dev.portcullis.simulator.wire.Told;
import dev.portcullis.simulator.wire.Wire;
import java.util.List;
import java.util.Optional;

/** Answers what is asked of a model: reads the request, finds its scenario, has the answer made up and delivered. */
record Model(Shared shared) {

    void answer(Exchange exchange, Address asked, byte[] body, long now) {
        Optional<JsonNode> request = Json.object(body);
        if (request.isEmpty()) {
            exchange.refuse(ApiError.notJson());
            return;
        }
        String name = asked.isDeployment() ? asked.name() : request.get().path("model").asText("");
        if (name.isEmpty()) {
            exchange.refuse(ApiError.missing("model"));
            return;
        }
        Scenario scenario;
        try {
            scenario = shared.scenarios().named(name);
        } catch (InvalidSetting invalid) {
            exchange.refuse(ApiError.invalid("model", "invalid_value", invalid.getMessage()));
            return;
        }
        Optional<ApiError> error = check(asked.place(), request.get());
        if (error.isPresent()) {
            exchange.refuse(error.get());
        } else {
            deliver(new Delivery(exchange, scenario, scenario.strike()), asked.place(), request.get(), now);
        }
    }

    private static Optional<ApiError> check(Place place, JsonNode request) {
        return switch (place) {
            case CHAT -> Author.checkChat(request);
            case COMPLETIONS -> Author.checkCompletion(request);
            case EMBEDDINGS -> EmbeddingWire.check(request);
            case MODELS, MODEL, STATS, STATS_RESET, NOWHERE -> Optional.empty();
        };
    }

    private void deliver(Delivery delivery, Place place, JsonNode request, long now) {
        Scenario scenario = delivery.scenario();
        if (place == Place.EMBEDDINGS) {
            delivery.whole(EmbeddingWire.whole(request, scenario.model(), scenario.settings().seed(), scenario.settings().usage()));
            return;
        }
        boolean chat = place == Place.CHAT;
        Author author = new Author(scenario.settings().manner());
        Envelope envelope = new Envelope(shared.identifiers().next(), now, scenario.model(),
                chat ? Author.chatPromptTokens(request) : Author.completionPromptTokens(request),
                scenario.settings().usage() != Told.NONE && request.path("stream_options").path("include_usage").asBoolean(),
                scenario.settings().usage());
        List<Choice> choices = chat ? author.chat(request) : author.completion(request);
        Wire wire = chat ? new ChatWire(envelope) : new CompletionWire(envelope);
        if (request.path("stream").asBoolean()) {
            delivery.stream(wire, choices);
        } else {
            delivery.whole(wire, choices);
        }
    }
}
