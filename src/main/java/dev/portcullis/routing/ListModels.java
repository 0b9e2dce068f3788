package dev.portcullis.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Answers {@code /v1/models} and {@code /v1/models/{id}} in OpenAI's format, with the models this tenant may use. */
@Singleton
public final class ListModels implements Responder<KnownCaller> {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Headers JSON = Headers.of("content-type", "application/json");

    private final RouteTable table;
    /** OpenAI's {@code created}; nobody made these models here, so it is when this process began to serve them. */
    private final long servedSince;

    public ListModels(RouteTable table, InstantSource clock) {
        this.table = table;
        this.servedSince = clock.instant().getEpochSecond();
    }

    @Override
    public Uni<Reply> respond(KnownCaller caller) {
        return Uni.createFrom().item(caller.inbound().endpoint() == Endpoint.MODEL ? one(caller) : all(caller));
    }

    private Reply all(KnownCaller caller) {
        ObjectNode list = NODES.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        table.models().stream().filter(caller.tenant().mayUse()).map(this::model).forEach(data::add);
        return answer(list);
    }

    private Reply one(KnownCaller caller) {
        String id = caller.inbound().resource();
        return table.knows(id) && caller.tenant().mayUse().test(id) ? answer(model(id)) : new Refusal.UnknownModel(id);
    }

    private ObjectNode model(String id) {
        return NODES.objectNode().put("id", id).put("object", "model").put("created", servedSince).put("owned_by", "portcullis");
    }

    private Answer answer(ObjectNode body) {
        return new Answer(200, JSON, new Body.Whole(Buffer.buffer(body.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }
}
