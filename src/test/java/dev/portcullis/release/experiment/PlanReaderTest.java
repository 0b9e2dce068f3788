package dev.portcullis.release.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

    private static final String WHOLE = "{'name':'tone','prompt':'greet','variants':[{'name':'a','weight':1},{'name':'b','weight':3,'version':'1.1.0','model':'gpt-4o',"
            + "'settings':{'temperature':0.2}}],'control':'b','outcome':{'source':'latency','direction':'lower'},'exclusion_group':'g','share':50,"
            + "'stop':{'max_duration':'14d','max_users':1000,'significant':true}}";

    private static Plan read(String json) {
        return assertInstanceOf(PlanReading.Read.class, PlanReader.read(Plans.json(json))).plan();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Plan plan = read(WHOLE);
        assertEquals(plan, read(PlanJson.of(plan).toString()));
        Plan least = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1}]");
        assertEquals(least, read(PlanJson.of(least).toString()));
    }

    @Test
    void theControlIsTheFirstUnlessItIsNamed() {
        assertEquals(List.of("b", "a"), read(WHOLE).variants().stream().map(Plan.Tried::name).toList());
        assertEquals("a", Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1}]").variants().getFirst().name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'name':'tone'                   | 'name':''                          | name
            'name':'tone'                   | 'name':'a b'                       | name
            'name':'tone'                   | 'name':'-a'                        | name
            'name':'tone'                   | 'name':7                           | name
            'name':'tone'                   | 'x':1                              | x
            'prompt':'greet'                | 'prompt':null                      | prompt
            'name':'b','weight':3           | 'name':'a','weight':3              | variants[1].name
            'weight':3                      | 'weight':-1                        | variants[1].weight
            'weight':3                      | 'weight':0.5                       | variants[1].weight
            'weight':3                      | 'weight':'3'                       | variants[1].weight
            'weight':3                      | 'weight':1000001                   | variants[1].weight
            'weight':3                      | 'weight':99999999999999999999      | variants[1].weight
            'weight':3                      | 'weight':0                         | variants
            'weight':1}                     | 'weight':0}                        | variants
            {'name':'a','weight':1},        | ''                                 | variants
            'weight':1}                     | 'weight':1,'wait':1}               | variants[0].wait
            'version':'1.1.0'               | 'version':1                        | variants[1].version
            'model':'gpt-4o'                | 'model':' '                        | variants[1].model
            {'temperature':0.2}             | []                                 | variants[1].settings
            'control':'b'                   | 'control':'c'                      | control
            'source':'latency'              | 'source':'mood'                    | outcome.source
            'direction':'lower'             | 'direction':'up'                   | outcome.direction
            'direction':'lower'             | 'x':'up'                           | outcome.x
            'share':50                      | 'share':0                          | share
            'share':50                      | 'share':101                        | share
            'exclusion_group':'g'           | 'exclusion_group':'#'              | exclusion_group
            'max_duration':'14d'            | 'max_duration':14                  | stop.max_duration
            'max_duration':'14d'            | 'max_duration':'2 weeks'           | stop.max_duration
            'max_duration':'14d'            | 'max_duration':'367d'              | stop.max_duration
            'max_users':1000                | 'max_users':0                      | stop.max_users
            'significant':true              | 'significant':'yes'                | stop.significant
            """, quoteCharacter = '"')
    void whatIsWrongIsNamed(String was, String becomes, String field) {
        String json = WHOLE.replace(was, becomes.equals("''") ? "" : becomes);
        assertTrue(!json.equals(WHOLE), was);
        assertEquals(field, assertInstanceOf(PlanReading.Wrong.class, PlanReader.read(Plans.json(json))).field());
    }

    /** A thousand million users were accepted, of whom 200,000 are counted. */
    @Test
    void moreUsersThanAreCountedAreNoStopRuleOfANewPlanAndStayOneOfAKeptOne() {
        String most = WHOLE.replace("'max_users':1000", "'max_users':200000");
        assertInstanceOf(PlanReading.Read.class, PlanReader.readNew(Plans.json(most)));
        String more = WHOLE.replace("'max_users':1000", "'max_users':200001");
        PlanReading.Wrong wrong = assertInstanceOf(PlanReading.Wrong.class, PlanReader.readNew(Plans.json(more)));
        assertEquals("stop.max_users", wrong.field());
        assertTrue(wrong.expected().contains("from 1 to 200000"), wrong.expected());
        for (String none : List.of("0", "-1", "1.5", "\"x\"", "1000000001")) {
            wrong = assertInstanceOf(PlanReading.Wrong.class, PlanReader.readNew(Plans.json(WHOLE.replace("'max_users':1000", "'max_users':" + none))));
            assertEquals("stop.max_users", wrong.field());
            assertTrue(wrong.expected().contains("from 1 to 200000"), wrong.expected());
        }
        assertEquals(200_001, read(more).stop().users().orElseThrow());
        assertInstanceOf(PlanReading.Wrong.class, PlanReader.readNew(Plans.json("{}")));
    }

    @Test
    void whatIsNoObjectIsNoPlan() {
        for (String json : List.of("[]", "1", "'x'", "null", "{}")) {
            assertInstanceOf(PlanReading.Wrong.class, PlanReader.read(Plans.json(json)));
        }
        assertInstanceOf(PlanReading.Wrong.class, PlanReader.read(Plans.json("{'" + "x".repeat(40_000) + "':1}")));
    }
}
