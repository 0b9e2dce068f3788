package dev.portcullis.prompt.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.PromptUse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static String verdict(String validation, String body) {
        return Texts.of(body.getBytes(StandardCharsets.UTF_8)).verdict(Outputs.contract(validation)).toString();
    }

    @Test
    void whatIsBrokenIsNamedInTheAuthorsWords() {
        String validation = "{\"required_sections\":[\"Analysis\",\"next steps \u00e9\"],\"min_tokens\":5,\"max_tokens\":8}";
        assertEquals("passed", verdict(validation, Outputs.whole("# Analysis\n# Next steps \u00c9\nnone")));
        assertEquals("failed;section=Analysis;section=next%20steps%20%C3%A9;min_tokens=1", verdict(validation, Outputs.whole("nothing")));
        assertEquals("failed;section=Analysis;section=next%20steps%20%C3%A9;max_tokens=9", verdict(validation, Outputs.whole("a b c d e f g h i")));
    }

    @Test
    void textThatMustBeJsonIsReadStrictly() {
        String validation = "{\"json_schema\":{\"type\":\"object\",\"required\":[\"a\"]}}";
        assertEquals("passed", verdict(validation, Outputs.whole(" {\"a\":1}\n")));
        assertEquals("failed;schema=/required", verdict(validation, Outputs.whole("{}")));
        for (String text : List.of("", "a", "{\"a\":1", "{\"a\":1}x", "```json\n{\"a\":1}\n```", "{\"a\":1,\"a\":2}", "[".repeat(10_000))) {
            assertEquals("failed;schema=json", verdict(validation, Outputs.whole(text)), text);
        }
    }

    @Test
    void aNumberBeyondAllOthersIsComparedToo() {
        assertEquals("passed", verdict("{\"json_schema\":{\"uniqueItems\":true}}", Outputs.whole("[1e999,-1e999,[{\"a\":1e999}]]")));
        assertEquals("failed;schema=/uniqueItems", verdict("{\"json_schema\":{\"uniqueItems\":true}}", Outputs.whole("[1e999,1e999]")));
        assertEquals("failed;schema=/enum", verdict("{\"json_schema\":{\"enum\":[1,null]}}", Outputs.whole("1e999")));
        assertEquals("failed;schema=/const", verdict("{\"json_schema\":{\"const\":{\"a\":null}}}", Outputs.whole("{\"a\":-1e999}")));
    }

    @Test
    void manyNamesInManyObjectsAreNotLookedForWithoutEnd() {
        String names = IntStream.range(0, 4_000).mapToObj(i -> "\"n" + i + "\":%s").collect(Collectors.joining(",", "{", "}"));
        String objects = "[" + "{},".repeat(20_000) + "{}]";
        for (String keyword : List.of("properties\":" + names.replace("%s", "{}"), "dependentSchemas\":" + names.replace("%s", "{}"),
                "dependentRequired\":" + names.replace("%s", "[]"))) {
            String validation = "{\"json_schema\":{\"items\":{\"" + keyword + "}}}";
            assertEquals("unchecked;schema_too_long", verdict(validation, Outputs.whole(objects)));
            assertEquals("passed", verdict(validation, Outputs.whole("[{},{\"n7\":1}]")));
        }
    }

    @Test
    void everyChoiceMustBeAsPromised() {
        String validation = "{\"min_tokens\":2}";
        assertEquals("passed", verdict(validation, Outputs.whole("a b", "c d")));
        assertEquals("failed;min_tokens=1", verdict(validation, Outputs.whole("a b", "c", "d")));
    }

    @Test
    void whereNothingCanBeSaidNothingIs() {
        String validation = "{\"min_tokens\":2}";
        assertEquals("unchecked;tool_call", verdict(validation, "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"x\"}]}}]}"));
        assertEquals("failed;min_tokens=0", verdict(validation, "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"no\"}}]}"));
        assertEquals("unchecked;unreadable", verdict(validation, "{\"choices\":["));
        assertEquals("unchecked;unreadable", verdict(validation, "[]"));
        assertEquals("unchecked;too_long", verdict(validation, Outputs.whole("a".repeat(Texts.MOST_CHARACTERS + 1))));
        String unknown = "{\"min_tokens\":2,\"json_schema\":{\"$ref\":\"https://example.com/schema\"}}";
        assertEquals("unchecked;schema_unknown", verdict(unknown, Outputs.whole("a b")));
        assertEquals("failed;min_tokens=1", verdict(unknown, Outputs.whole("a")));
    }

    @Test
    void aPartOfAMessageIsText() {
        assertEquals("passed", verdict("{\"min_tokens\":2}", "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"a \"},{\"type\":\"text\",\"text\":\"b\"}]}}]}"));
    }

    @Test
    void aPromptThatPromisesNothingIsNotChecked() {
        Contracts promisesNothing = Outputs.contracts("{\"on_fail\":\"reject\"}");
        assertTrue(promisesNothing.version(Outputs.USE).flatMap(promisesNothing::of).isEmpty());
        assertTrue(Outputs.contracts("{\"min_tokens\":1}").version(PromptUse.NONE).isEmpty());
        assertTrue(Outputs.contracts("{\"min_tokens\":1}").version(new PromptUse("other", "1.0.0", "", List.of())).isEmpty());
    }

    @Test
    void ofManyFindingsSomeAreCounted() {
        Verdict verdict = Verdict.failed(java.util.stream.IntStream.range(0, 10).mapToObj(i -> Verdict.finding("section", "s\r\n" + i)).toList());
        assertTrue(verdict.toString().startsWith("failed;section=s%0D%0A0;"), verdict::toString);
        assertTrue(verdict.toString().endsWith(";more=2"), verdict::toString);
        assertTrue(Verdict.finding("section", "\u4e2d".repeat(200)).length() < 140);
    }
}
