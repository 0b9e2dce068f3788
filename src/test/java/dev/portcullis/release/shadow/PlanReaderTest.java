package dev.portcullis.release.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Usd;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static PlanReading read(String json) throws JsonProcessingException {
        return PlanReader.read(new ObjectMapper().readTree(json), NOW);
    }

    @Test
    void readsAllThatMayBeSaid() throws JsonProcessingException {
        Plan plan = assertInstanceOf(PlanReading.Read.class, read(
                "{\"version\":\"2.1.0\",\"model\":\"m\",\"share\":0.5,\"cap\":12.5,\"max_calls\":100,\"ends_at\":\"2026-11-30T12:00:00+01:00\"}")).plan();
        assertEquals(new Plan(Optional.of("2.1.0"), Optional.of("m"), 50, Usd.of(new BigDecimal("12.5")), OptionalLong.of(100),
                Optional.of(Instant.parse("2026-11-30T11:00:00Z"))), plan);
        assertEquals("0.5", plan.percentage().toString());
    }

    @Test
    void theBoundsThemselvesAreTaken() throws JsonProcessingException {
        Plan least = assertInstanceOf(PlanReading.Read.class, read("{\"share\":0.01,\"cap\":0.01}")).plan();
        assertEquals(1, least.places());
        assertEquals(10_000_000, least.cap().nanos());
        Plan most = assertInstanceOf(PlanReading.Read.class, read("{\"share\":100,\"cap\":10000,\"ends_at\":null}")).plan();
        assertEquals(10_000, most.places());
        assertEquals("100", most.percentage().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]|``", "{'cap':1}|share", "{'share':5}|cap", "{'share':0,'cap':1}|share", "{'share':0.001,'cap':1}|share", "{'share':100.01,'cap':1}|share",
        "{'share':-5,'cap':1}|share", "{'share':'5','cap':1}|share", "{'share':5,'cap':0}|cap", "{'share':5,'cap':-1}|cap", "{'share':5,'cap':10000.01}|cap",
        "{'share':5,'cap':'NaN'}|cap", "{'share':5,'cap':1e400}|cap", "{'share':5,'cap':true}|cap", "{'share':5,'cap':1,'max_calls':0}|max_calls",
        "{'share':5,'cap':1,'max_calls':1.5}|max_calls", "{'share':5,'cap':1,'max_calls':99999999999999999999}|max_calls",
        "{'share':5,'cap':1,'ends_at':'soon'}|ends_at", "{'share':5,'cap':1,'ends_at':1}|ends_at", "{'share':5,'cap':1,'ends_at':'2026-11-29T12:00:00Z'}|ends_at",
        "{'share':5,'cap':1,'ends_at':'2027-11-29T12:00:00Z'}|ends_at", "{'share':5,'cap':1,'version':2}|version", "{'share':5,'cap':1,'model':''}|model",
        "{'share':5,'cap':1,'speed':2}|speed"})
    void whatIsWrongIsNamed(String json, String field) throws JsonProcessingException {
        assertEquals(field, assertInstanceOf(PlanReading.Wrong.class, read(json.replace('\'', '"'))).field());
    }
}
