package dev.portcullis.prompt.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptDifferenceTest {

    private static final String TEXT = "\"template\":\"x\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAJOR | {}                                  | {"a":"required"}                     | parameters.a            | the required parameter 'a' was added
            MINOR | {}                                  | {"a":"optional"}                     | parameters.a            | the optional parameter 'a' was added
            MAJOR | {"a":"required"}                    | {}                                   | parameters.a            | the required parameter 'a' was removed
            MAJOR | {"a":"optional"}                    | {}                                   | parameters.a            | the optional parameter 'a' was removed
            MAJOR | {"a":"required"}                    | {"b":"required"}                     | parameters.b            | the parameter 'a' was renamed to 'b'
            MAJOR | {"a":"optional"}                    | {"b":"optional"}                     | parameters.b            | the parameter 'a' was renamed to 'b'
            MAJOR | {"a":"optional"}                    | {"a":"required"}                     | parameters.a.required   | the parameter 'a' is required now
            MINOR | {"a":"required"}                    | {"a":"optional"}                     | parameters.a.required   | the parameter 'a' is optional now
            MAJOR | {"a":"optional"}                    | {"a":{"type":"string"}}              | parameters.a.type       | the parameter 'a' takes values of the type string now in place of any value
            MINOR | {"a":{"type":"string"}}             | {"a":"optional"}                     | parameters.a.type       | the parameter 'a' takes any value now in place of values of the type string
            MAJOR | {"a":{"type":"number"}}             | {"a":{"type":"integer"}}             | parameters.a.type       | the parameter 'a' takes values of the type integer now in place of values of the type number
            MINOR | {"a":{"type":"integer"}}            | {"a":{"type":"number"}}              | parameters.a.type       | the parameter 'a' takes values of the type number now in place of values of the type integer
            MAJOR | {"a":{"type":"array"}}              | {"a":{"type":"object"}}              | parameters.a.type       | the parameter 'a' takes values of the type object now in place of values of the type array
            MAJOR | {"a":{"enum":["p","q"]}}            | {"a":{"enum":["p"]}}                 | parameters.a.enum       | the parameter 'a' does not take all the values any more that it took
            MAJOR | {"a":{"enum":["p","q"]}}            | {"a":{"enum":["p","r"]}}             | parameters.a.enum       | the parameter 'a' does not take all the values any more that it took
            MAJOR | {"a":"optional"}                    | {"a":{"enum":["p"]}}                 | parameters.a.enum       | the parameter 'a' does not take all the values any more that it took
            MINOR | {"a":{"enum":["p"]}}                | {"a":{"enum":["p","q"]}}             | parameters.a.enum       | the parameter 'a' takes more values than before
            MINOR | {"a":{"enum":["p"]}}                | {"a":"optional"}                     | parameters.a.enum       | the parameter 'a' takes more values than before
            PATCH | {"a":{"enum":["p","q"]}}            | {"a":{"enum":["q","p"]}}             | parameters.a.enum       | the parameter 'a' has its values in another order
            MAJOR | {"a":{"max_tokens":20}}             | {"a":{"max_tokens":10}}              | parameters.a.max_tokens | the parameter 'a' takes at most 10 tokens now in place of at most 20 tokens
            MAJOR | {"a":"optional"}                    | {"a":{"max_tokens":10}}              | parameters.a.max_tokens | the parameter 'a' takes at most 10 tokens now in place of any number of tokens
            MINOR | {"a":{"max_tokens":10}}             | {"a":"optional"}                     | parameters.a.max_tokens | the parameter 'a' takes any number of tokens now in place of at most 10 tokens
            MINOR | {"a":"optional"}                    | {"a":{"default":1}}                  | parameters.a.default    | the parameter 'a' has another default
            MINOR | {"a":"optional"}                    | {"a":{"untrusted":true}}             | parameters.a.untrusted  | the parameter 'a' is not trusted any more
            MINOR | {"a":{"untrusted":true}}            | {"a":"optional"}                     | parameters.a.untrusted  | the parameter 'a' is trusted now
            PATCH | {"a":"optional"}                    | {"a":{"description":"d"}}            | parameters.a.description | the parameter 'a' is described otherwise
            """)
    void aParametersChangeHasAStep(Step step, String was, String is, String path, String sentence) {
        assertEquals(List.of(new ContractChange(step, path, sentence)), changes(TEXT + ",\"parameters\":" + was, TEXT + ",\"parameters\":" + is));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAJOR | {"required_sections":["a","b"]} | {"required_sections":["b"]}     | validation.required_sections | the required section 'a' was removed
            MINOR | {}                              | {"required_sections":["a"]}     | validation.required_sections | the required section 'a' was added
            PATCH | {"required_sections":["a","b"]} | {"required_sections":["b","a"]} | validation.required_sections | the required sections are in another order
            MINOR | {}                              | {"min_tokens":1}                | validation.min_tokens        | answers have another least number of tokens
            MINOR | {"max_tokens":1}                | {"max_tokens":2}                | validation.max_tokens        | answers have another greatest number of tokens
            MINOR | {}                              | {"on_fail":"reject"}            | validation.on_fail           | an answer that is not as promised is treated as 'reject' now in place of 'flag'
            MINOR | {}                              | {"json_schema":{}}              | validation.json_schema       | a JSON Schema for answers was added
            MAJOR | {"json_schema":{}}              | {}                              | validation.json_schema       | the JSON Schema for answers was removed
            MINOR | {"json_schema":{}}              | {"json_schema":{"title":"t"}}   | validation.json_schema       | the JSON Schema for answers was changed
            MAJOR | {"json_schema":{"items":{"properties":{"p":{"type":"string"}}}}} | {"json_schema":{"items":{"properties":{"q":{"type":"string"}}}}} | validation.json_schema | the JSON Schema for answers has the property '[].p' no more, or with another type
            MAJOR | {"json_schema":{"properties":{"p":{"properties":{"q":{"type":"string"}}}}}} | {"json_schema":{"properties":{"p":{"properties":{"q":{"type":"number"}}}}}} | validation.json_schema | the JSON Schema for answers has the property 'p.q' no more, or with another type
            MAJOR | {"json_schema":{"$ref":"#/$defs/t","$defs":{"t":{"properties":{"p":{},"q":{}}}}}} | {"json_schema":{"$ref":"#/$defs/t","$defs":{"t":{"properties":{"p":{}}}}}} | validation.json_schema | the JSON Schema for answers has the property 'q' no more, or with another type
            MAJOR | {"json_schema":{"properties":{"p":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"string"}}}} | {"json_schema":{"properties":{"p":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"number"}}}} | validation.json_schema | the JSON Schema for answers has the property 'p' no more, or with another type
            MINOR | {"json_schema":{"properties":{"p":{"type":"string"}}}} | {"json_schema":{"properties":{"p":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"string"}}}} | validation.json_schema | the JSON Schema for answers was changed
            MINOR | {"json_schema":{"properties":{"p":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"array","items":{"$ref":"#/$defs/t"}}}}} | {"json_schema":{"properties":{"p":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"array","items":{"$ref":"#"}}}}} | validation.json_schema | the JSON Schema for answers was changed
            """)
    void anAnswersChangeHasAStep(Step step, String was, String is, String path, String sentence) {
        assertEquals(List.of(new ContractChange(step, path, sentence)), changes(TEXT + ",\"validation\":" + was, TEXT + ",\"validation\":" + is));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAJOR | "template":"x" | "messages":[{"role":"system","content":"x"}] | messages | the roles were changed from user to system
            MAJOR | "messages":[{"role":"system","content":"x"},{"role":"user","content":"y"}] | "template":"y" | messages | the roles were changed from system, user to user
            PATCH | "template":"x" | "template":"y" | template | the text was reworded
            PATCH | "messages":[{"role":"system","content":"x"},{"role":"user","content":"y"}] | "messages":[{"role":"system","content":"x"},{"role":"user","content":"z"}] | messages[1].content | the text of message 2 was reworded
            PATCH | "template":"x" | "messages":[{"role":"user","content":"x"}] | messages | the message is written as a list of one now
            MINOR | "template":"x" | "template":"x","model":"m" | model | the model that the call names was replaced by 'm'
            MINOR | "template":"x","model":"m" | "template":"x","model":"n" | model | the model 'm' was replaced by 'n'
            MINOR | "template":"x" | "template":"x","settings":{"seed":1} | settings.seed | the setting 'seed' was added
            MINOR | "template":"x","settings":{"seed":1} | "template":"x" | settings.seed | the setting 'seed' was removed
            MINOR | "template":"x","settings":{"seed":1} | "template":"x","settings":{"seed":2} | settings.seed | the setting 'seed' was changed
            MINOR | "template":"x" | "template":"x","category":"analysis" | category | the category was changed, which answers are kept by
            PATCH | "template":"x" | "template":"x","name":"n" | name | the name was changed
            PATCH | "template":"x" | "template":"x","description":"d" | description | the description was changed
            PATCH | "template":"x" | "template":"x","metadata":{"tags":["t"]} | metadata | the metadata was changed
            """)
    void everyOtherChangeHasAStep(Step step, String was, String is, String path, String sentence) {
        assertEquals(List.of(new ContractChange(step, path, sentence)), changes(was, is));
    }

    @Test
    void whatIsWrittenOtherwiseButMeansTheSameIsNoChange() {
        PromptDifference none = PromptDifference.between(version("1.0.0", TEXT + ",\"parameters\":{\"a\":\"required\",\"b\":\"optional\"}"),
                version("1.0.1", TEXT + ",\"parameters\":{\"b\":{\"required\":false},\"a\":{\"required\":true}},\"settings\":{}"));
        assertEquals(List.of(), none.changes());
        assertEquals(Optional.empty(), none.step());
        assertTrue(none.fitsTheNumbers());
    }

    @Test
    void theLargestChangeComesFirstAndDecides() {
        PromptDifference difference = PromptDifference.between(version("1.0.0", TEXT), version("1.1.0", "\"template\":\"y\",\"model\":\"m\",\"parameters\":{\"a\":\"required\"}"));
        assertEquals(List.of(Step.MAJOR, Step.MINOR, Step.PATCH), difference.changes().stream().map(ContractChange::step).toList());
        assertEquals(Optional.of(Step.MAJOR), difference.step());
        assertFalse(difference.fitsTheNumbers());
    }

    @Test
    void aStepThatIsTooSmallIsRefusedWithTheOneThatItNeeds() {
        StepCheck.TooSmall refused = StepCheck.check(version("2.2.0", TEXT + ",\"parameters\":{\"x\":\"required\"}"), Optional.of(version("2.1.0", TEXT)), Optional.empty())
                .orElseThrow();
        assertEquals("this change needs 3.0.0 (major): the required parameter 'x' was added; 2.2.0 is only a minor step from 2.1.0", refused.sentence());
        assertEquals(Optional.of(Semver.of("3.0.0")), refused.needed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1.1", "2.2.0", "3.0.0", "2.1.1-rc.1", "9.9.9"})
    void aStepMayBeLargerThanItNeeds(String version) {
        assertEquals(Optional.empty(), StepCheck.check(version(version, "\"template\":\"y\""), Optional.of(version("2.1.0", TEXT)), Optional.empty()));
    }

    @Test
    void aVersionBetweenTwoOthersFitsBoth() {
        String optional = TEXT + ",\"parameters\":{\"a\":\"optional\"}";
        Optional<StepCheck.TooSmall> lost = StepCheck.check(version("1.1.0", optional), Optional.of(version("1.0.0", TEXT)), Optional.of(version("1.2.0", TEXT)));
        assertEquals("who takes 1.1.0 by a range would get 1.2.0 in its place, which is only a minor step away, but the change to it is a major one: "
                + "the optional parameter 'a' was removed", lost.orElseThrow().sentence());
        assertEquals(Optional.empty(), StepCheck.check(version("1.1.0-rc.1", optional), Optional.of(version("1.0.0", TEXT)), Optional.of(version("1.2.0", TEXT))));
        assertEquals(Optional.empty(), StepCheck.check(version("1.1.0", optional), Optional.of(version("1.0.0", TEXT)), Optional.of(version("1.2.0", optional))));
        assertEquals(Optional.empty(), StepCheck.check(version("1.1.0", optional), Optional.empty(), Optional.empty()));
    }

    @Test
    void theNextNumberIsAsFarAsTheChangeIsLarge() {
        PromptVersion newest = version("2.1.3", TEXT);
        assertEquals(Optional.of(Semver.of("3.0.0")), StepCheck.next(version("0.0.0", TEXT + ",\"parameters\":{\"a\":\"required\"}"), newest));
        assertEquals(Optional.of(Semver.of("2.2.0")), StepCheck.next(version("0.0.0", TEXT + ",\"parameters\":{\"a\":\"optional\"}"), newest));
        assertEquals(Optional.of(Semver.of("2.1.4")), StepCheck.next(version("0.0.0", "\"template\":\"y\""), newest));
        assertEquals(Optional.empty(), StepCheck.next(version("0.0.0", TEXT), newest));
    }

    private static List<ContractChange> changes(String was, String is) {
        return PromptDifference.between(version("1.0.0", was), version("2.0.0", is)).changes();
    }

    private static PromptVersion version(String number, String members) {
        String json = "{\"id\":\"a\",\"version\":\"" + number + "\"," + members + "}";
        return assertInstanceOf(Reading.Read.class, PromptReader.readJson(json), () -> PromptReader.readJson(json).toString()).draft().content();
    }
}
