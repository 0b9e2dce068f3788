package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.Calls;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.config.guard.HoldBack;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.guard.stream.HandTimer;
import dev.portcullis.guard.wire.BodyTexts;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GuardReplyTest {

    private static final Usage USED = Usage.of(5, 0, 7, 0);

    private final Guards guards = new Guards(GuardPromptTest.NOTHING_FOUND);
    private final AtomicBoolean asked = new AtomicBoolean();

    private Call call(PiiSettings.Action response) {
        GuardSettings settings = new GuardSettings("default", true, new InjectionSettings(GuardAction.OFF, OptionalDouble.empty(), true),
                new PiiSettings(PiiSettings.Action.OFF, response, Set.of("EMAIL_ADDRESS")), HarmSettings.DEFAULT, List.of(), HoldBack.DEFAULT);
        guards.apply(new GatewayConfig(Map.of(), Map.of(), Map.of(), Map.of("default", settings), null, null, null));
        Call call = Calls.chat("m");
        return call.guarded(guards.of("anybody", call.prompt()).orElseThrow().fingerprint(), call.payload());
    }

    private Reply handle(Call call, String answer) {
        return handle(call, 200, answer);
    }

    private Reply handle(Call call, int status, String answer) {
        return new GuardReply(guards, new TextWorker(), new HandTimer(), new GuardMeters(new SimpleMeterRegistry()))
                .handle(new RoutedCall(call, new Route(List.of())), routed -> {
                    asked.set(true);
                    return Uni.createFrom().item(new Answer(status, Headers.NONE, new Body.Whole(Buffer.buffer(answer)), Origin.GATEWAY, () -> USED));
                }).await().indefinitely();
    }

    /** As in streams: who only wants to be told got no answer, and paid for it. */
    @Test
    void whatCannotBeReadPassesWhereEverythingMay() {
        Answer passed = assertInstanceOf(Answer.class, handle(call(PiiSettings.Action.FLAG), "no JSON"));
        assertEquals("no JSON", assertInstanceOf(Body.Whole.class, passed.body()).bytes().toString());
        assertInstanceOf(Refusal.UpstreamFailed.class, handle(call(PiiSettings.Action.REDACT), "no JSON"));
    }

    /** Its tokens were on nobody's bill, and counted against no limit. */
    @Test
    void whatCannotBeReadIsPaidFor() {
        String many = "\"x\",".repeat(BodyTexts.MOST_PARTS) + "\"x\"";
        for (String answer : new String[] {"no JSON", "{\"choices\":[{\"message\":{\"content\":[" + many + "]}}]}"}) {
            assertEquals(USED, assertInstanceOf(Refusal.UpstreamFailed.class, handle(call(PiiSettings.Action.REDACT), answer)).used());
        }
    }

    /** Providers quote in an error what was wrong. They passed as they came. */
    @Test
    void aProvidersErrorIsLookedAtToo() {
        Answer error = assertInstanceOf(Answer.class, handle(call(PiiSettings.Action.REDACT), 400,
                "{\"error\":{\"message\":\"ask anna@example.org\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"x\"}}"));
        assertEquals(400, error.status());
        assertEquals("{\"error\":{\"message\":\"ask [EMAIL_ADDRESS]\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"x\"}}",
                assertInstanceOf(Body.Whole.class, error.body()).bytes().toString());
        Reply blocked = handle(call(PiiSettings.Action.BLOCK), 429, "{\"error\":{\"message\":\"ask anna@example.org\"}}");
        assertInstanceOf(Refusal.Blocked.class, assertInstanceOf(Refusal.class, blocked).plain());
    }

    @Test
    void nobodyIsAskedUnderAPolicyThatIsUnknown() {
        Call call = Calls.chat("m");
        assertInstanceOf(Refusal.UpstreamFailed.class, handle(call.guarded("of another time", call.payload()), "{}"));
        assertFalse(asked.get());
    }
}
