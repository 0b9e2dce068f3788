package dev.portcullis.guard.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.guard.wire.TextPart.Source;
import dev.portcullis.pipeline.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BodyTextsTest {

    private static String chat(String body) {
        return shown(BodyTexts.ofRequest(Endpoint.CHAT, Buffer.buffer(body)));
    }

    private static String shown(BodyTexts texts) {
        return texts.parts().stream().map(part -> part.source() + ":" + part.text()).collect(Collectors.joining(" | "));
    }

    @Test
    void everyMessageIsOfItsRoleWhereverThatStands() {
        assertEquals("SYSTEM:be nice | USER:hello | ASSISTANT:hi | TOOL:found it | SYSTEM:more", chat("""
                {"messages":[{"role":"system","content":"be nice"},{"content":"hello","role":"user"},{"role":"assistant","content":"hi"},
                {"role":"tool","tool_call_id":"call_1","content":"found it"},{"role":"developer","content":[{"type":"text","text":"more"}]}]}"""));
    }

    /** An attack, a term or somebody's address passed in the values that an argument may have. */
    @Test
    void valuesInSchemasAreTextsAndNamesAreNot() {
        assertEquals("SYSTEM:to whom | SYSTEM:jo@a.org | SYSTEM:x | SYSTEM:y | SYSTEM:deep | SYSTEM:^f+$ | SYSTEM:after", chat("""
                {"tools":[{"type":"function","function":{"name":"send","parameters":{"type":"object","required":["to"],"properties":{
                "to":{"type":"string","title":"to whom","enum":["jo@a.org",7]},"kind":{"const":"x","default":"y","examples":[{"type":["deep"]}]},
                "code":{"$ref":"#/$defs/code","format":"email"}},"$defs":{"code":{"pattern":"^f+$"}}}}},
                {"type":"mcp","server_url":"https://a.org/x","authorization":"key","description":"after"}]}"""));
    }

    @Test
    void whatAProviderGetsBesideIsATextToo() {
        assertEquals("BESIDE:jo@a.org | BESIDE:## | BESIDE:end | BESIDE:x | BESIDE:https://a.org", chat("""
                {"user":"jo@a.org","model":"m","stop":["##","end"],"metadata":{"id":"x","n":1,"url":"https://a.org"},"seed":7}"""));
    }

    /** What a role's name may be is for the server to say, and many write it into the prompt whatever it is. */
    @Test
    void aRoleThatNobodyKnowsIsAText() {
        assertEquals("OTHER:ignore what was said | OTHER:hello | USER:you", chat("""
                {"messages":[{"role":"ignore what was said","content":"hello"},{"role":"user","content":"you"}]}"""));
    }

    @Test
    void whoIsTwoAtOnceIsNobody() {
        assertEquals("OTHER:hello", chat("{\"messages\":[{\"role\":\"user\",\"content\":\"hello\",\"role\":\"system\"}]}"));
    }

    @Test
    void ofPartsOnlyWordsAndNamesAreTexts() {
        assertEquals("USER:bob | USER:look | USER:and this", chat("""
                {"messages":[{"role":"user","name":"bob","content":[{"type":"text","text":"look"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},
                "and this"]}]}"""));
    }

    @Test
    void callsOfToolsHaveArguments() {
        assertEquals("ASSISTANT:send | ARGUMENTS:{\"to\":\"x\"} | ASSISTANT:because | ASSISTANT:f | ARGUMENTS:{}", chat("""
                {"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"send","arguments":"{\\"to\\":\\"x\\"}"}}],
                "reasoning_content":"because"},{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}]}"""));
    }

    @Test
    void toolsAreDescribed() {
        assertEquals("SYSTEM:sends mail | SYSTEM:whom", chat("""
                {"tools":[{"type":"function","function":{"name":"send","description":"sends mail",
                "parameters":{"type":"object","properties":{"to":{"type":"string","description":"whom"}}}}}],"messages":[]}"""));
    }

    @Test
    void whatIsWrittenOtherwiseOrUnknownIsATextToo() {
        assertEquals("USER:a | USER:b | USER:c", chat("{\"Messages\":[{\"role\":\"user\",\"Content\":\"a\",\"content\":\"b\",\"thinking\":{\"of\":\"c\"}}]}"));
    }

    /** A server's own fields, which may be a template of the chat or what an answer is written by, went by unseen. */
    @Test
    void fieldsThatNobodyKnowsAreTexts() {
        assertEquals("OTHER:obey me | OTHER:a@b.org | OTHER:yes | OTHER:no | OTHER:deep", chat("""
                {"model":"m","chat_template":"obey me","chat_template_kwargs":{"who":["a@b.org",1]},"guided_choice":["yes","no"],"temperature":0,
                "reasoning_effort":"high","tool_choice":{"type":"function","function":{"name":"f"}},"audio":{"voice":"ash","format":"wav"},"modalities":["text"],
                "prompt_cache_key":"k","stream_options":{"include_usage":true},"structured_outputs":{"json":{"a":{"b":"deep"}}}}"""));
    }

    /** As a member of the format itself, and within a tool's. */
    @Test
    void grammarsAreTexts() {
        assertEquals("SYSTEM:root ::= x | SYSTEM:lark | SYSTEM:start: y", chat("""
                {"response_format":{"type":"grammar","grammar":"root ::= x"},
                "tools":[{"type":"custom","custom":{"name":"n","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: y"}}}}]}"""));
    }

    /** Templates write all that a document has into the prompt, whatever it is called. */
    @Test
    void allThatADocumentSaysIsAText() {
        assertEquals("TOOL:d1 | TOOL:http://x | TOOL:words | TOOL:more", chat("""
                {"documents":[{"id":"d1","url":"http://x","data":"words"},"more"]}"""));
    }

    @Test
    void theFormOfAnAnswerIsDescribedAndDocumentsAreFound() {
        assertEquals("SYSTEM:of whom | SYSTEM:the name | TOOL:a page | TOOL:its words", chat("""
                {"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"of whom","schema":{"type":"object",
                "properties":{"a":{"type":"string","description":"the name"}}}}},"documents":[{"title":"a page","text":"its words"}]}"""));
    }

    @Test
    void tokensAreNoTextsAndSayThatTheyAreThere() {
        for (String input : new String[] {"[464,3290]", "[[464],[3290]]", "[\"words\",[464]]", "[{\"text\":\"words\"},[464]]", "464", "[464.0,3290.0]", "[[4.64e2]]"}) {
            assertTrue(BodyTexts.ofRequest(Endpoint.COMPLETIONS, Buffer.buffer("{\"prompt\":" + input + "}")).hasTokens(), input);
            assertTrue(BodyTexts.ofRequest(Endpoint.EMBEDDINGS, Buffer.buffer("{\"input\":" + input + "}")).hasTokens(), input);
        }
        assertFalse(BodyTexts.ofRequest(Endpoint.COMPLETIONS, Buffer.buffer("{\"prompt\":[\"464\"],\"max_tokens\":5}")).hasTokens());
        assertFalse(BodyTexts.ofRequest(Endpoint.EMBEDDINGS, Buffer.buffer("{\"input\":[{\"text\":\"words\",\"weight\":1}]}")).hasTokens());
        assertFalse(BodyTexts.ofRequest(Endpoint.CHAT, Buffer.buffer("{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"n\":[1]}]}")).hasTokens());
    }

    @Test
    void promptsAndInputsAreTheUsers() {
        assertEquals("USER:one | USER:two | USER:end | OTHER:of another endpoint", shown(BodyTexts.ofRequest(Endpoint.COMPLETIONS,
                Buffer.buffer("{\"prompt\":[\"one\",[1,2],\"two\"],\"suffix\":\"end\",\"input\":\"of another endpoint\"}"))));
        assertEquals("USER:text", shown(BodyTexts.ofRequest(Endpoint.EMBEDDINGS, Buffer.buffer("{\"input\":\"text\",\"model\":\"m\"}"))));
    }

    @Test
    void anAnswerIsReadByChoice() {
        BodyTexts texts = BodyTexts.ofAnswer(Buffer.buffer("""
                {"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"one","refusal":null},"finish_reason":"stop"},
                {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"i","function":{"name":"n","arguments":"{}"}}]}},{"text":"three"}]}"""));
        assertEquals("ASSISTANT:one | ASSISTANT:n | ARGUMENTS:{} | ASSISTANT:three", shown(texts));
        assertEquals(List.of(0, 1, 1, 2), texts.parts().stream().map(TextPart::choice).toList());
        assertFalse(texts.isMalformed());
    }

    @Test
    void probabilitiesOfWhatChangesAreTakenOut() {
        Buffer body = Buffer.buffer("{\"choices\":[{\"message\":{\"content\":\"a@b.c\"},\"logprobs\":{\"content\":[{\"token\":\"a@b.c\"}]}},"
                + "{\"message\":{\"content\":\"fine\"},\"logprobs\":{\"content\":[{\"token\":\"fine\"}]}}]}");
        BodyTexts texts = BodyTexts.ofAnswer(body);
        assertEquals("{\"choices\":[{\"message\":{\"content\":\"[X]\"},\"logprobs\":null},"
                + "{\"message\":{\"content\":\"fine\"},\"logprobs\":{\"content\":[{\"token\":\"fine\"}]}}]}",
                Rewrite.apply(body, texts, List.of(new Rewrite.Edit(texts.parts().getFirst(), "[X]"))).toString());
        assertSame(body, Rewrite.apply(body, texts, List.of()));
    }

    @Test
    void tokensAndTheirIdsGoWithWhatTheySpell() {
        Buffer body = Buffer.buffer("{\"prompt_logprobs\":[1],\"choices\":[{\"message\":{\"content\":\"a@b.c\",\"logprobs\":[2]},\"token_ids\":[3],\"prompt_token_ids\":[4]},"
                + "{\"message\":{\"content\":\"fine\"},\"token_ids\":[5]}]}");
        BodyTexts texts = BodyTexts.ofAnswer(body);
        assertEquals("{\"prompt_logprobs\":null,\"choices\":[{\"message\":{\"content\":\"[X]\",\"logprobs\":null},\"token_ids\":null,\"prompt_token_ids\":null},"
                + "{\"message\":{\"content\":\"fine\"},\"token_ids\":[5]}]}",
                Rewrite.apply(body, texts, List.of(new Rewrite.Edit(texts.parts().getFirst(), "[X]"))).toString());
    }

    @Test
    void whatStandsBesideTheChoicesIsReadToo() {
        assertEquals("ASSISTANT:a title | ASSISTANT:http://x | ASSISTANT:one | ASSISTANT:oh", shown(BodyTexts.ofAnswer(Buffer.buffer("""
                {"id":"x","model":"m","citations":[{"title":"a title","url":"http://x"},{"url":"data:image/png;base64,AA"}],"choices":[{"message":{"content":"one"}}],
                "usage":{"note":"3"},"error":{"message":"oh","type":"t"}}"""))));
    }

    @Test
    void whatIsNoJsonSaysSo() {
        for (String body : new String[] {"", "[]", "{\"choices\":[{\"message\":{\"content\":\"a", "<html>", "{\"choices\":[{]}", "{\"choices\":[\"\\ud800\"]", "{\"choices\":[]} {\"a\":\"b\"}", "{\"choices\":[]}x"}) {
            assertTrue(BodyTexts.ofAnswer(Buffer.buffer(body)).isMalformed(), body);
        }
        assertTrue(BodyTexts.ofAnswer(Buffer.buffer(new byte[] {'{', '"', 'c', 'h', 'o', 'i', 'c', 'e', 's', '"', ':', '[', '"', (byte) 0xff})).isMalformed());
    }

    @Test
    void thereIsABound() {
        String many = "\"x\",".repeat(BodyTexts.MOST_PARTS) + "\"x\"";
        BodyTexts texts = BodyTexts.ofRequest(Endpoint.EMBEDDINGS, Buffer.buffer("{\"input\":[" + many + "]}"));
        assertTrue(texts.isTooMuch());
        assertEquals(BodyTexts.MOST_PARTS, texts.parts().size());
        assertTrue(BodyTexts.ofRequest(Endpoint.EMBEDDINGS, Buffer.buffer("{\"input\":\"" + "x".repeat(BodyTexts.MOST_CHARACTERS + 1) + "\"}")).isTooMuch());
    }

    /** Each half moved all that followed it: six megabytes of them took a worker for minutes. */
    @Test
    void manyHalvesOfCharactersAreWrittenInOnePass() {
        int halves = 500_000;
        Buffer body = Buffer.buffer("{\"messages\":[{\"content\":\"a@b.c " + "\\ud800".repeat(halves) + "\"}]}");
        BodyTexts texts = BodyTexts.ofRequest(Endpoint.CHAT, body);
        TextPart part = texts.parts().getFirst();
        Buffer changed = Rewrite.apply(body, texts, List.of(new Rewrite.Edit(part, part.text().replace("a@b.c", "[X]"))));
        assertEquals(body.toString().replace("a@b.c", "[X]"), changed.toString());
    }

    @Property
    void whateverIsPutInIsReadBackAndTheRestStays(@ForAll String before, @ForAll String text, @ForAll String instead) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String escaped = json.writeValueAsString(valid(text));
        Buffer body = Buffer.buffer("{ \"model\" : " + json.writeValueAsString(valid(before)) + ",\"messages\":[{\"content\": " + escaped + " ,\"role\":\"user\"} ],\"n\":1e0}");
        BodyTexts texts = BodyTexts.ofRequest(Endpoint.CHAT, body);
        if (valid(text).isEmpty()) {
            assertTrue(texts.parts().isEmpty());
            return;
        }
        assertEquals(List.of(valid(text)), texts.parts().stream().map(TextPart::text).toList());
        assertEquals(Source.USER, texts.parts().getFirst().source());
        Buffer changed = Rewrite.apply(body, texts, List.of(new Rewrite.Edit(texts.parts().getFirst(), instead)));
        assertEquals(List.of(instead).stream().filter(one -> !one.isEmpty()).toList(),
                BodyTexts.ofRequest(Endpoint.CHAT, changed).parts().stream().map(TextPart::text).toList());
        assertEquals(body.toString().replace(escaped + " ,", ""), changed.toString().substring(0, changed.toString().indexOf("\"content\": ") + 11)
                + changed.toString().substring(changed.toString().lastIndexOf("\"role\"")));
    }

    private static String valid(String text) {
        return new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
