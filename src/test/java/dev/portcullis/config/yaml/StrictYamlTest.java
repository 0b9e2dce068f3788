package dev.portcullis.config.yaml;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class StrictYamlTest {

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("", "1: the file is empty"),
                arguments("- a\n", "1: expected a mapping, found a list"),
                arguments("a\n", "1: expected a mapping, found a single value"),
                arguments("a: {}\n---\na: {}\n", "2: expected one document, found another (---)"),
                arguments("a: {}\n\tb: {}\n", "2: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                arguments("a: [ 1,\n", "2: not valid YAML: expected the node content"),
                arguments("a: \"sk-1\n", "2: not valid YAML: found unexpected end of stream (in what begins on line 1)"),
                arguments("a:\n    b: 1\n  c: 1\n", "3: not valid YAML: the indentation does not fit the lines above (in what begins on line 1)"),
                arguments("a: b: c\n", "1: not valid YAML: mapping values are not allowed here"),
                arguments("a: 1\nb sk-1\nc: 1\n", "3: not valid YAML: could not find expected ':' (in what begins on line 2)"),
                arguments("a: *sk-1\n", "1: not valid YAML: an alias (*name) without its anchor (&name); put text that starts with * in quotes"),
                arguments("a: !sk!1 x\n", "1: not valid YAML: a tag (!name!) that is not declared; put text that starts with ! in quotes"),
                arguments("a: { b: ${C} }\n", "1: not valid YAML: expected ',' or '}', but got {; inside { } and [ ] put ${...} in quotes"),
                arguments("a: \"\\xsk-1\"\n", "1: not valid YAML: expected escape sequence of 2 hexadecimal numbers"),
                arguments("a: 1\nb: \u0007\n", "2: not valid YAML: a control character"),
                arguments("%YAML 3.0\n---\na: 1\n", "1: not valid YAML"),
                arguments("? [ a ]\n: 1\n", "1: a key must be a word, not a list"),
                arguments("${A}: 1\n", "1: variables are substituted in values only, not in keys"),
                arguments("a: 1\n<<: { b: 1 }\n", "2: there are no merge keys; write what << would bring here itself"),
                arguments("a: 1\n<<: &x { b: 1 }\n<<: *x\n",
                        "2: there are no merge keys; write what << would bring here itself\nf.yaml:3: there are no merge keys; write what << would bring here itself"),
                arguments("a: 1\na: 2\n", "2: a: duplicate key; it is first on line 1"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsWrongWithTheForm(String text, String expected) {
        assertEquals("f.yaml:" + expected, problems(text));
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        String most = "a: {} \n" + ("#" + "x".repeat(62) + "\n").repeat(StrictYaml.MOST_BYTES / 64 - 1) + "#".repeat(57);
        assertEquals("", problems(most));
        assertEquals("f.yaml:1: the file is larger than 1048576 bytes", problems(most + "#"));
    }

    @Test
    void refusesAFileThatIsNestedTooDeeply() {
        assertEquals("", problems("a: " + "[".repeat(31) + "]".repeat(31)));
        assertEquals("f.yaml:1: nested deeper than 32 levels", problems("a: " + "[".repeat(32) + "]".repeat(32)));
        assertEquals("f.yaml:1: nested deeper than 32 levels", problems("a: " + "[".repeat(500_000)));
    }

    @Test
    void refusesAFileWithTooManyAliases() {
        assertEquals("", problems("a: [ &x {}" + ", *x".repeat(50) + " ]"));
        assertEquals("f.yaml:1: more than 50 aliases (*name)", problems("a: [ &x {}" + ", *x".repeat(51) + " ]"));
    }

    @Test
    void survivesAMappingThatContainsItself() {
        assertEquals("", problems("a: &a { b: *a }"));
    }

    @Test
    void listsFiftyProblemsAndCountsTheRest() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 53; i++) {
            text.append("unknown").append(i).append(": 1\n");
        }
        String[] lines = problems(text.toString()).split("\n");
        assertEquals(51, lines.length);
        assertEquals("f.yaml:50: unknown49: unknown key. Known here: a", lines[49]);
        assertEquals("f.yaml: and 3 more problems", lines[50]);
    }

    @Test
    void readsNothingOfABrokenSectionButItsOwnProblem() {
        Problems problems = new Problems("f.yaml");
        assertEquals("otherwise", StrictYaml.read("a: 1\n", Map.<String, String>of()::get, problems, in -> in.section("a",
                section -> section.required("b").flatMap(Value::text).orElse("otherwise"))).orElseThrow());
        assertEquals("f.yaml:1: a: expected a mapping, found a single value", String.join("\n", problems.lines()));
    }

    private static String problems(String text) {
        Problems problems = new Problems("f.yaml");
        boolean read = StrictYaml.read(text, Map.<String, String>of()::get, problems, in -> in.value("a").isPresent()).isPresent();
        assertTrue(read || !problems.isEmpty());
        return String.join("\n", problems.lines());
    }
}
