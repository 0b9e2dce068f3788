package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.guard.Direction;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.config.guard.HoldBack;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuardPromptTest {

    static final Detectors NOTHING_FOUND = new Detectors(text -> new Injection(0, List.of()), (text, from) -> new Verdict(0, Map.of()),
            PersonalData.standard());
    private static final Refusal PASSED = new Refusal.NotCached();

    static GuardSettings settings(PiiSettings.Action request, double threshold) {
        return new GuardSettings("default", true, new InjectionSettings(GuardAction.FLAG, OptionalDouble.of(threshold), true),
                new PiiSettings(request, PiiSettings.Action.OFF, Set.of("EMAIL_ADDRESS")), HarmSettings.DEFAULT, List.of(), HoldBack.DEFAULT);
    }

    static void apply(Guards guards, GuardSettings settings) {
        guards.apply(new GatewayConfig(Map.of(), Map.of(), Map.of(), Map.of("default", settings), null, null, null));
    }

    private static Reply handle(PiiSettings.Action request, Endpoint endpoint, String body, AtomicReference<Call> passed) {
        return handle(request, endpoint, Buffer.buffer(body), passed);
    }

    private static Reply handle(PiiSettings.Action request, Endpoint endpoint, Buffer body, AtomicReference<Call> passed) {
        Guards guards = new Guards(NOTHING_FOUND);
        apply(guards, settings(request, 0.5));
        Call call = new Call("call-1", new Tenant("acme", model -> true), "key-1", endpoint, Headers.NONE, Payload.read(body, endpoint),
                new CompletableFuture<>(), new CompletableFuture<>());
        return new GuardPrompt(guards, new TextWorker(), new GuardMeters(new SimpleMeterRegistry()), new SecureRandom()).handle(call, come -> {
            passed.set(come);
            return Uni.createFrom().item(PASSED);
        }).await().indefinitely();
    }

    /** Whoever sent tokens instead of the text that they spell got past every guard. */
    @Test
    void tokensDoNotPassWhereSomethingMustNot() {
        AtomicReference<Call> passed = new AtomicReference<>();
        for (PiiSettings.Action action : new PiiSettings.Action[] {PiiSettings.Action.BLOCK, PiiSettings.Action.REDACT, PiiSettings.Action.RESTORE}) {
            Refusal.InvalidValue no = assertInstanceOf(Refusal.InvalidValue.class,
                    handle(action, Endpoint.COMPLETIONS, "{\"model\":\"m\",\"prompt\":[464,3290]}", passed));
            assertEquals("prompt", no.parameter());
        }
        assertEquals(null, passed.get());
        assertSame(PASSED, handle(PiiSettings.Action.FLAG, Endpoint.EMBEDDINGS, "{\"model\":\"m\",\"input\":[464,3290]}", passed));
    }

    /** Three bytes of half a character, which a provider in Python reads, ended the guard's reading: whatever stood behind them passed. */
    @Test
    void nothingPassesBehindATextThatCannotBeRead() {
        AtomicReference<Call> passed = new AtomicReference<>();
        for (String field : new String[] {"messages\":[{\"content\":\"", "metadata\":{\"a\":\"", "documents\":[{\"text\":\""}) {
            Buffer body = Buffer.buffer("{\"" + field).appendBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD})
                    .appendString(field.startsWith("metadata") ? "\"}" : "\"}]").appendString(field.startsWith("messages") ? "" : ",\"messages\":[]")
                    .appendString(",\"user\":\"jane@example.org\",\"model\":\"m\"}");
            assertInstanceOf(Refusal.InvalidJson.class, handle(PiiSettings.Action.REDACT, Endpoint.CHAT, body, passed), field);
        }
        assertEquals(null, passed.get());
    }

    /** The parser does not decode a string of more than twenty million characters. */
    @Test
    void nothingPassesBehindATextThatIsTooLongToBeDecoded() {
        AtomicReference<Call> passed = new AtomicReference<>();
        String body = "{\"model\":\"m\",\"messages\":[{\"content\":\"" + "x".repeat(20_000_001) + "\"},{\"content\":\"jane@example.org\"}]}";
        assertInstanceOf(Refusal.TooMuchText.class, handle(PiiSettings.Action.REDACT, Endpoint.CHAT, body, passed));
        assertEquals(null, passed.get());
    }

    @Test
    void describedFormsOfAnAnswerAreRedacted() {
        AtomicReference<Call> passed = new AtomicReference<>();
        handle(PiiSettings.Action.REDACT, Endpoint.CHAT, """
                {"model":"m","messages":[],"response_format":{"type":"json_schema","json_schema":{"description":"as jane@example.org has it"}}}""", passed);
        assertTrue(passed.get().payload().bytes().toString().contains("as [EMAIL_ADDRESS] has it"));
    }

    /** Who is dealt out by name is so by the name that the caller gave, not by what stands in its place for the provider. */
    @Test
    void whatAModelDoesNotReadIsKeptFromTheProviderAndTheCallerIsWhoItWas() {
        AtomicReference<Call> passed = new AtomicReference<>();
        handle(PiiSettings.Action.REDACT, Endpoint.CHAT, """
                {"model":"m","user":"jane@example.org","messages":[],"stop":["jo@example.org"],"metadata":{"of":"jim@example.org"}}""", passed);
        assertEquals("""
                {"model":"m","user":"[EMAIL_ADDRESS]","messages":[],"stop":["[EMAIL_ADDRESS]"],"metadata":{"of":"[EMAIL_ADDRESS]"}}""",
                passed.get().payload().bytes().toString());
        assertEquals("jane@example.org", passed.get().stickyKey());
    }

    /** A model is told nothing by a mark to stop at, and many of these look like imitated marks between messages. */
    @Test
    void whatAModelDoesNotReadIsNoAttack() {
        Detectors suspicious = new Detectors(text -> new Injection(1, List.of("all")), NOTHING_FOUND.harm(), PersonalData.standard());
        Found found = new Found();
        Policy policy = new Policy(settings(PiiSettings.Action.FLAG, 0.5), suspicious, new PolicyParts());
        assertEquals("###\u0000", policy.request(new TextPart(TextPart.Source.BESIDE, "###\u0000", 0, 0, -1), found, null));
        assertEquals("", found.toString());
    }

    /** An argument of an earlier call is JSON, whose letters many write as escapes. */
    @Test
    void termsAreFoundInArgumentsHoweverTheyAreWritten() {
        GuardSettings settings = new GuardSettings("default", true, new InjectionSettings(GuardAction.OFF, OptionalDouble.empty(), true),
                new PiiSettings(PiiSettings.Action.OFF, PiiSettings.Action.OFF, Set.of("EMAIL_ADDRESS")), HarmSettings.DEFAULT,
                List.of(new PolicySettings("sizes", EnumSet.allOf(Direction.class), List.of("größe"), List.of(), PolicySettings.Action.REDACT)), HoldBack.DEFAULT);
        Policy policy = new Policy(settings, NOTHING_FOUND, new PolicyParts());
        Found found = new Found();
        TextPart part = new TextPart(TextPart.Source.ARGUMENTS, "{\"of\":\"GR\\u00d6\\u00dfe 7\"}", 0, 0, -1);
        assertEquals("{\"of\":\"[sizes] 7\"}", policy.request(part, found, null));
        assertEquals("{\"of\":\"[sizes] 7\"}", policy.reply(part, false, found));
        assertEquals("policy=sizes", found.toString());
    }

    /** Of what a prompt puts into its system message only injections were looked for. */
    @Test
    void harmIsSeenInWhatAPromptPutsIntoASystemMessage() {
        Detectors harmful = new Detectors(NOTHING_FOUND.injection(), (text, from) -> new Verdict(0.9, Map.of(HarmCategory.VIOLENCE, 0.9)), PersonalData.standard());
        Found found = new Found();
        new Policy(new GuardSettings("default", true, new InjectionSettings(GuardAction.OFF, OptionalDouble.empty(), true), PiiSettings.DEFAULT,
                new HarmSettings(GuardAction.BLOCK, GuardAction.OFF, Map.of()), List.of(), HoldBack.DEFAULT), harmful, new PolicyParts()).untrusted("a value", found);
        assertEquals("harm=violence", found.toString());
        assertTrue(found.stop().isPresent());
    }

    /** After two changes of the configuration the answer of a call that had begun before passed unread. */
    @Test
    void aPolicyIsKnownAfterManyChanges() {
        Guards guards = new Guards(NOTHING_FOUND);
        GuardSettings first = settings(PiiSettings.Action.REDACT, 0.5);
        apply(guards, first);
        Policy policy = guards.of("acme", PromptUse.NONE).orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i <= 256, guards.named(policy.fingerprint()).isPresent(), i + " changes");
            apply(guards, settings(PiiSettings.Action.REDACT, i / 10_000.0));
        }
    }
}
