package dev.portcullis.prompt.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowPromptTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** 1.0.1 was published last; 1.1.0 is the newest, and 1.0.0 is deployed. */
    private final PromptCatalogue catalogue = PromptCatalogue.EMPTY.with(List.of(
            version("1.0.0", 1, "\"template\":\"Greet {{ who }} <b>.\",\"metadata\":{\"tags\":[\"a\"]}"),
            version("1.1.0", 2, "\"model\":\"m\",\"settings\":{\"temperature\":0.5},\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                    + "{\"role\":\"user\",\"content\":\"{{{who}}}\"}]"),
            version("1.0.1", 3, "\"template\":\"{{#if who}}Greet {{who}}{{/if}}\""),
            version("2.0.0-rc.1", 4, "\"template\":\"{{who}}\"")))
            .deploying(Map.of("greet", new Deployment(semver("1.0.0"), Optional.of(semver("1.1.0")), 100)));

    private static Semver semver(String text) {
        return Semver.parse(text).orElseThrow();
    }

    private static PromptCatalogue.Entry version(String number, int second, String more) {
        return new PromptCatalogue.Entry("greet", new PublishedVersion(semver(number), "sha256:" + second, Instant.ofEpochSecond(second), "somebody",
                "{\"id\":\"greet\",\"version\":\"" + number + "\",\"parameters\":{\"who\":\"required\"}," + more + "}"));
    }

    private Reply ask(Endpoint endpoint, String resource) {
        return new ShowPrompt(() -> catalogue).respond(Calls.caller(endpoint, resource, Calls.ANYBODY)).await().indefinitely();
    }

    private JsonNode read(Endpoint endpoint, String resource) throws JsonProcessingException {
        Answer answer = assertInstanceOf(Answer.class, ask(endpoint, resource), resource);
        return JSON.readTree(assertInstanceOf(Body.Whole.class, answer.body()).bytes().toString());
    }

    @Test
    void aTemplateIsATextAsItStands() throws JsonProcessingException {
        assertEquals(JSON.readTree("""
                {"name":"greet","version":1,"type":"text","prompt":"Greet {{ who }} <b>.","config":{},"labels":["production","1.0.0"],"tags":["a"],
                 "commitMessage":null,"resolutionGraph":null,"createdAt":"1970-01-01T00:00:01Z","updatedAt":"1970-01-01T00:00:01Z"}"""),
                read(Endpoint.LANGFUSE_PROMPT, "greet"));
    }

    @Test
    void beforeTheDatabaseWasReadNobodyKnowsThatAPromptIsNotThere() {
        for (Endpoint endpoint : List.of(Endpoint.LANGFUSE_PROMPT, Endpoint.LITELLM_PROMPT)) {
            String resource = endpoint == Endpoint.LANGFUSE_PROMPT ? "greet" : "?prompt_id=greet";
            Reply reply = new ShowPrompt(() -> PromptCatalogue.UNREAD).respond(Calls.caller(endpoint, resource, Calls.ANYBODY)).await().indefinitely();
            assertInstanceOf(Refusal.StoreUnavailable.class, reply, resource);
        }
    }

    @Test
    void messagesAreAChat() throws JsonProcessingException {
        assertEquals(JSON.readTree("""
                {"name":"greet","version":2,"type":"chat","prompt":[{"type":"chatmessage","role":"system","content":"Be kind."},
                 {"type":"chatmessage","role":"user","content":"{{{who}}}"}],"config":{"model":"m","temperature":0.5},"labels":["latest","1.1.0"],"tags":[],
                 "commitMessage":null,"resolutionGraph":null,"createdAt":"1970-01-01T00:00:02Z","updatedAt":"1970-01-01T00:00:02Z"}"""),
                read(Endpoint.LANGFUSE_PROMPT, "greet?label=latest"));
    }

    @ParameterizedTest
    @CsvSource({"greet, 1", "greet?label=production, 1", "greet?label=latest, 2", "greet?version=3, 3", "greet?version=1, 1", "greet?label=1.0, 3", "greet?label=%5E1.0, 2",
        "greet?version=1.1.0, 2", "greet?version=4, 4", "greet?label=2.0.0-rc.1, 4", "%67reet?cached=1&version=, 1", "greet?resolve=true&label=1.0.0, 1"})
    void aVersionIsFoundByItsPlaceOrItsNames(String resource, int ordinal) throws JsonProcessingException {
        assertEquals(ordinal, read(Endpoint.LANGFUSE_PROMPT, resource).get("version").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "greet?version=0", "greet?version=5", "greet?version=999999999", "greet?version=99999999999999999999", "greet?label=3", "greet%", "a+b"})
    void whatIsNotThereIsNotFound(String resource) {
        assertInstanceOf(Refusal.PromptNotFound.class, ask(Endpoint.LANGFUSE_PROMPT, resource));
    }

    @ParameterizedTest
    @CsvSource({"greet?label=staging, label", "greet?label=Production, label", "greet?version=newest, version"})
    void whatIsNoLabelAndNoVersionIsSaidSo(String resource, String parameter) {
        assertEquals(parameter, assertInstanceOf(Refusal.InvalidValue.class, ask(Endpoint.LANGFUSE_PROMPT, resource)).parameter());
    }

    @Test
    void whatATenantMayNotSeeIsAsIfItWereNotThere() {
        Tenant narrow = new Tenant("narrow", model -> true, prompt -> prompt.startsWith("other"));
        for (Endpoint endpoint : List.of(Endpoint.LANGFUSE_PROMPT, Endpoint.LITELLM_PROMPT)) {
            String resource = endpoint == Endpoint.LANGFUSE_PROMPT ? "greet?version=7" : "?prompt_id=greet";
            Reply reply = new ShowPrompt(() -> catalogue).respond(Calls.caller(endpoint, resource, narrow)).await().indefinitely();
            assertEquals(new Refusal.PromptNotFound("greet", "no prompt has this id"), reply);
        }
    }

    @Test
    void aVersionAndALabelAreOneTooMany() {
        assertInstanceOf(Refusal.InvalidValue.class, ask(Endpoint.LANGFUSE_PROMPT, "greet?version=1&label=latest"));
    }

    @Test
    void litellmGetsItsOwnBraces() throws JsonProcessingException {
        assertEquals(JSON.readTree("""
                {"prompt_id":"greet","prompt_template":[{"role":"user","content":"Greet {who} <b>."}],"prompt_template_model":null,
                 "prompt_template_optional_params":{}}"""), read(Endpoint.LITELLM_PROMPT, "?prompt_id=greet"));
        assertEquals(JSON.readTree("""
                {"prompt_id":"greet@1.1","prompt_template":[{"role":"system","content":"Be kind."},{"role":"user","content":"{who}"}],
                 "prompt_template_model":"m","prompt_template_optional_params":{"temperature":0.5}}"""), read(Endpoint.LITELLM_PROMPT, "?prompt_id=greet%401.1"));
        assertEquals(read(Endpoint.LITELLM_PROMPT, "?prompt_id=greet").get("prompt_template"), read(Endpoint.LITELLM_PROMPT, "?prompt_id=greet&version=1.0.0").get("prompt_template"));
    }

    @Test
    void whatLitellmCannotFillInIsRefused() {
        assertInstanceOf(Refusal.InvalidValue.class, ask(Endpoint.LITELLM_PROMPT, "?prompt_id=greet&version=1.0.1"));
        assertEquals("prompt_id", assertInstanceOf(Refusal.MissingParameter.class, ask(Endpoint.LITELLM_PROMPT, "")).parameter());
        assertInstanceOf(Refusal.PromptNotFound.class, ask(Endpoint.LITELLM_PROMPT, "?prompt_id=@"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#each a}}x{{/each}}", "{{> other@1.0.0}}", "{{json a}}", "{{a.b}}", "{{! note }}", "{{", "{{a", "{{{a}}", "\\{{a}}", "{{this}}", "{{^a}}{{/a}}", "{{&a}}"})
    void moreThanPlainVariablesIsNoTemplateOfLitellms(String template) {
        assertEquals(Optional.empty(), PlainVariables.of(template));
    }

    @Test
    void everythingElseStaysAsItIs() {
        assertEquals(Optional.of("{a} { \"b\": {} } {c_d-1}"), PlainVariables.of("{{a}} { \"b\": {} } {{{ c_d-1 }}}"));
        assertEquals(Optional.of("{".repeat(1)), PlainVariables.of("{"));
    }
}
