package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelSide;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {

    private static final CacheKey.Scope SCOPE = new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "", "", "");
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "CHAT | messages | [{\"role\":\"user\",\"content\":\"Hello\"}] | [{\"role\":\"user\",\"content\":\"hello\"}]",
        "CHAT | messages | [{\"role\":\"user\",\"content\":\"Hello\"}] | [{\"role\":\"system\",\"content\":\"Hello\"}]",
        "CHAT | messages | [{\"role\":\"user\",\"content\":\"Hello\"}] | [{\"role\":\"user\",\"content\":\"Hello\",\"name\":\"A\"}]",
        "CHAT | messages | [{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\",\"detail\":\"low\"}}]}] | [{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\",\"detail\":\"high\"}}]}]",
        "CHAT | temperature | 0 | 0.5",
        "CHAT | top_p | 0.1 | 0.2",
        "CHAT | n | 1 | 2",
        "CHAT | seed | 1 | 2",
        "CHAT | stop | \"a\" | [\"a\"]",
        "CHAT | max_tokens | 10 | 11",
        "CHAT | max_completion_tokens | 10 | 11",
        "CHAT | presence_penalty | 0 | 1",
        "CHAT | frequency_penalty | 0 | 1",
        "CHAT | logit_bias | {\"1\":5} | {\"1\":6}",
        "CHAT | logprobs | true | false",
        "CHAT | top_logprobs | 1 | 2",
        "CHAT | response_format | {\"type\":\"text\"} | {\"type\":\"json_object\"}",
        "CHAT | response_format | {\"json_schema\":{\"schema\":{\"required\":[\"a\"]}}} | {\"json_schema\":{\"schema\":{\"required\":[\"b\"]}}}",
        "CHAT | tools | [] | [{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
        "CHAT | tool_choice | \"none\" | \"auto\"",
        "CHAT | parallel_tool_calls | true | false",
        "CHAT | functions | [] | [{\"name\":\"f\"}]",
        "CHAT | function_call | \"none\" | \"auto\"",
        "CHAT | reasoning_effort | \"low\" | \"high\"",
        "CHAT | verbosity | \"low\" | \"high\"",
        "CHAT | prediction | {\"type\":\"content\",\"content\":\"a\"} | {\"type\":\"content\",\"content\":\"b\"}",
        "CHAT | modalities | [\"text\"] | [\"text\",\"audio\"]",
        "CHAT | audio | {\"voice\":\"a\"} | {\"voice\":\"b\"}",
        "CHAT | store | true | false",
        "CHAT | service_tier | \"auto\" | \"flex\"",
        "CHAT | web_search_options | {} | {\"search_context_size\":\"low\"}",
        "CHAT | top_k | 1 | 2",
        "CHAT | extra_body | {\"a\":[{\"b\":{\"c\":1}}]} | {\"a\":[{\"b\":{\"c\":2}}]}",
        "CHAT | Metadata | \"a\" | \"b\"",
        "COMPLETIONS | prompt | \"a\" | [\"a\"]",
        "COMPLETIONS | prompt | [1,2] | [[1,2]]",
        "COMPLETIONS | best_of | 1 | 2",
        "COMPLETIONS | echo | true | false",
        "COMPLETIONS | suffix | \"a\" | \"b\"",
        "COMPLETIONS | logprobs | 1 | 2",
        "EMBEDDINGS | input | \"a\" | \"b\"",
        "EMBEDDINGS | input | [\"a\",\"b\"] | [\"b\",\"a\"]",
        "EMBEDDINGS | dimensions | 256 | 512",
        "EMBEDDINGS | encoding_format | \"float\" | \"base64\"",
    })
    void aFieldThatMattersChangesTheKey(Endpoint endpoint, String name, String one, String other) {
        String input = name.equals(endpoint.input()) ? "" : ",\"" + endpoint.input() + "\":[]";
        String without = name.equals(endpoint.input()) ? ",\"" + name + "\":[\"none\"]" : input;
        Set<CacheKey> keys = new HashSet<>();
        for (String fields : List.of(without, input + ",\"" + name + "\":" + one, input + ",\"" + name + "\":" + other)) {
            keys.add(CacheKey.of(SCOPE, Payload.read(Buffer.buffer("{\"model\":\"m\"" + fields + "}"), endpoint)));
        }
        assertEquals(3, keys.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"user\":\"u\"", "\"safety_identifier\":\"s\"", "\"metadata\":{\"a\":{\"b\":[1]}}", "\"stream\":true", "\"stream\":false",
        "\"stream\":true,\"stream_options\":{\"include_usage\":true}", "\"prompt_cache_key\":\"k\"", "\"prompt_cache_retention\":\"24h\"", "\"metadata\":{},\"metadata\":{\"a\":1}"})
    void aFieldThatDoesNotMatterIsLeftOut(String fields) {
        CacheKey plain = key("{\"model\":\"gpt-4o\",\"temperature\":0," + MESSAGES + "}");
        assertEquals(plain, key("{\"model\":\"gpt-4o\",\"temperature\":0," + MESSAGES + "," + fields + "}"));
        assertEquals(plain, key("{" + fields + ",\"model\":\"gpt-4o\",\"temperature\":0," + MESSAGES + "}"));
        assertEquals(plain, key(" {\"temperature\" : 0 ,\n" + fields + ",\t" + MESSAGES + " , \"model\":\"an alias\" }\n"));
    }

    @Property(tries = 1000)
    void anyFieldUnknownAtAnyDepthIsInTheKey(@ForAll Random random) {
        JsonDocument value = JsonDocument.random(List.of("\"a\"", "\"b\"", "\"user\"", "\"model\"", "\"stream\""), true, random);
        assertEquals(with(value), with(JsonDocument.shuffled(value, random)));
        JsonDocument.withAnotherLeaf(value, random).ifPresent(other -> assertNotEquals(with(value), with(other)));
    }

    private static CacheKey with(JsonDocument value) {
        return key("{\"model\":\"gpt-4o\"," + MESSAGES + ",\"x\":" + JsonDocument.write(value, () -> "") + "}");
    }

    @Test
    void whateverElseDecidesOnTheAnswerChangesTheKey() {
        Set<String> digests = new HashSet<>();
        List<CacheKey.Scope> scopes = List.of(SCOPE,
                new CacheKey.Scope("other", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "", "", ""),
                new CacheKey.Scope("acme", Endpoint.COMPLETIONS, "", "gpt-4o", "gpt-4o-2024-08-06", "", "", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "assistants=v2", "gpt-4o", "gpt-4o-2024-08-06", "", "", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "", "other", "gpt-4o-2024-08-06", "", "", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-11-20", "", "", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "review", "", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "review", "2.1.0", ""),
                new CacheKey.Scope("acme", Endpoint.CHAT, "", "gpt-4o", "gpt-4o-2024-08-06", "", "", "strict"));
        scopes.forEach(scope -> digests.add(key(scope).digest()));
        assertEquals(scopes.size(), digests.size());
    }

    /** Where one text ends and the next begins is part of the key. */
    @Test
    void noTwoScopesRunIntoEachOther() {
        Set<String> digests = new HashSet<>();
        String text = "abcd";
        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                for (int k = j; k <= text.length(); k++) {
                    String[] parts = {text.substring(0, i), text.substring(i, j), text.substring(j, k), text.substring(k)};
                    digests.add(key(new CacheKey.Scope(parts[0], Endpoint.CHAT, "", parts[1], parts[2], "", "", parts[3])).digest());
                }
            }
        }
        assertEquals(35, digests.size());
        assertNotEquals(key(new CacheKey.Scope("a\ud800", Endpoint.CHAT, "", "m", "m", "", "", "")).digest(),
                key(new CacheKey.Scope("a?", Endpoint.CHAT, "", "m", "m", "", "", "")).digest(), "UTF-8 has but a question mark for half a character");
        assertNotEquals(key(new CacheKey.Scope("a", Endpoint.CHAT, "", "m", "m", "", "", "{}")).digest(),
                key(new CacheKey.Scope("a", Endpoint.CHAT, "", "m", "m", "", "", "")).digest());
    }

    @Test
    void aCallsScopeSaysWhoAsksAndForWhichVariant() {
        Payload payload = Payload.read(Buffer.buffer("{\"model\":\"gpt-4o\"," + MESSAGES + "}"), Endpoint.CHAT);
        Call call = new Call("id", new Tenant("acme", model -> true), "key", Endpoint.CHAT, Headers.of("OpenAI-Beta", "b"), payload,
                new CompletableFuture<>(), new CompletableFuture<>());
        CacheKey blue = CacheKey.of(CacheKey.Scope.of(call, new Target("gpt-4o", "blue", "one", "v1")), payload);
        assertEquals(blue, CacheKey.of(CacheKey.Scope.of(call, new Target("gpt-4o", "replica", "two", "v1")), payload));
        assertNotEquals(blue, CacheKey.of(CacheKey.Scope.of(call, new Target("gpt-4o", "green", "one", "v2")), payload));
        assertEquals(new CacheKey("acme", "gpt-4o", "", blue.digest()), blue);
        assertEquals("b", CacheKey.Scope.of(call, new Target("gpt-4o", "blue", "one", "v1")).beta());
    }

    @Test
    void noVariantOfAnExperimentAnswersForAnotherEvenWhereBothAskTheSame() {
        Payload payload = Payload.read(Buffer.buffer("{\"model\":\"gpt-4o\"," + MESSAGES + "}"), Endpoint.CHAT);
        Set<String> digests = new HashSet<>();
        for (Optional<Assignment> assignment : List.of(Optional.<Assignment>empty(), Optional.of(new Assignment("experiment:tone#1", "a", "u")),
                Optional.of(new Assignment("experiment:tone#1", "b", "u")), Optional.of(new Assignment("experiment:tone#2", "a", "u")))) {
            digests.add(key(payload, assignment).digest());
        }
        assertEquals(4, digests.size());
        assertEquals(key(payload, Optional.of(new Assignment("experiment:tone#1", "a", "u"))), key(payload, Optional.of(new Assignment("experiment:tone#1", "a", "v"))));
        assertEquals(key(payload, Optional.empty()), key(payload, Optional.of(new Assignment("greet@1.0.1#1", Assignment.CONTROL, "u"))), "sides of a canary have versions");
    }

    @Test
    void whatACanaryTriesNeverAnswersForTheOtherTargetEvenWhereTheirProvidersCallTheModelTheSame() {
        Call call = Calls.chat("gpt-4o");
        Target blue = new Target("gpt-4o", "blue", "one", "v1");
        Target green = new Target("gpt-4o", "green", "two", "v1");
        CacheKey before = CacheKey.of(CacheKey.Scope.of(call, blue), call.payload());
        assertEquals(before, CacheKey.of(CacheKey.Scope.of(call.on(new ModelSide("blue", false, Optional.empty())), blue), call.payload()),
                "who gets what all got knows what was known");
        assertNotEquals(before, CacheKey.of(CacheKey.Scope.of(call.on(new ModelSide("green", true, Optional.empty())), green), call.payload()));
    }

    private static CacheKey key(Payload payload, Optional<Assignment> assignment) {
        PromptUse use = new PromptUse("greet", "1.0.0", "", List.of(), assignment);
        Call call = new Call("id", new Tenant("acme", model -> true), "key", Endpoint.CHAT, Headers.NONE, payload, use, "", new CompletableFuture<>(),
                new CompletableFuture<>());
        return CacheKey.of(CacheKey.Scope.of(call, new Target("gpt-4o", "blue", "one", "v1")), payload);
    }

    /** Replicas of different versions share one Redis. Where this fails on purpose, KeyDigest.FORMAT changes as well. */
    @Test
    void equalRequestsHaveOneKeyInEveryVersion() {
        assertEquals("xDnJcZSu8Em9YbhKloKNkJ-9S3AQ_V6Ym_MJdm9oYzk", key(SCOPE).digest());
    }

    @Test
    void aKeyIsTheSameOnEveryThreadAndAfterBodiesOfAnySize() {
        String large = "{\"model\":\"gpt-4o\",\"messages\":[\"" + "x".repeat(1 << 20) + "\"],\"a\":1}";
        Set<CacheKey> keys = new HashSet<>();
        IntStream.range(0, 64).parallel().mapToObj(i -> List.of(key(large), key(SCOPE), key(large.replace("xx", "x")), key(SCOPE))).toList().forEach(keys::addAll);
        assertEquals(3, keys.size());
        assertTrue(keys.stream().allMatch(key -> key.digest().matches("[A-Za-z0-9_-]{43}")));
    }

    private static CacheKey key(CacheKey.Scope scope) {
        return CacheKey.of(scope, Payload.read(Buffer.buffer("{\"model\":\"gpt-4o\",\"temperature\":0," + MESSAGES + "}"), Endpoint.CHAT));
    }

    private static CacheKey key(String body) {
        return CacheKey.of(SCOPE, Payload.read(Buffer.buffer(body), Endpoint.CHAT));
    }
}
