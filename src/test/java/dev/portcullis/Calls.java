package dev.portcullis;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;

/** Calls as tests need them. */
public final class Calls {

    public static final Tenant ANYBODY = new Tenant("anybody", model -> true);

    private Calls() {
    }

    public static Call chat(String model) {
        return chat(model, ANYBODY, Headers.NONE, "");
    }

    /** @param more further fields of the body, beginning with a comma */
    public static Call chat(String model, Tenant tenant, Headers headers, String more) {
        Buffer body = Buffer.buffer("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}");
        return new Call("call-1", tenant, "key-1", Endpoint.CHAT, headers, Payload.read(body, Endpoint.CHAT), new CompletableFuture<>(), new CompletableFuture<>());
    }

    public static Inbound inbound(Endpoint endpoint, String body, CompletableFuture<Outcome> over) {
        return new Inbound("call-1", endpoint, "", Headers.NONE, new Identity.Member(ANYBODY, "key-1"),
                Uni.createFrom().item(Buffer.buffer(body)), System.nanoTime(), over);
    }

    public static KnownCaller caller(Endpoint endpoint, String resource, Tenant tenant) {
        Inbound inbound = new Inbound("call-1", endpoint, resource, Headers.NONE, new Identity.Member(tenant, "key-1"),
                Uni.createFrom().item(Buffer.buffer()), 0, new CompletableFuture<>());
        return new KnownCaller(inbound, tenant, "key-1");
    }
}
