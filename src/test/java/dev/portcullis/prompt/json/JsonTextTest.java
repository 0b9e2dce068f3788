package dev.portcullis.prompt.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    /** The numbers of RFC 8785, appendix B, by their bits. */
    @ParameterizedTest
    @CsvSource({"0000000000000000, 0", "8000000000000000, 0", "0000000000000001, 5e-324", "8000000000000001, -5e-324", "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992", "c340000000000000, -9007199254740992", "4430000000000000, 295147905179352830000", "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23", "44b52d02c7e14af7, 1.0000000000000001e+23", "444b1ae4d6e2ef4e, 999999999999999700000", "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21", "3eb0c6f7a0b5ed8c, 9.999999999999997e-7", "3eb0c6f7a0b5ed8d, 0.000001", "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325", "41b3de4355555555, 333333333.3333333", "41b3de4355555556, 333333333.3333334", "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333", "43143ff3c1cb0959, 1424953923781206.2"})
    void writesNumbersAsTheStandardDoes(String bits, String written) {
        assertEquals(written, JsonText.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))));
    }

    @Property
    void whatIsWrittenOfANumberMeansIt(@ForAll double number) {
        assertEquals(number == 0 ? 0 : number, Double.parseDouble(JsonText.number(number)));
    }

    /** What is rendered on trial had other numbers than what a call sends. */
    @Test
    void dataKeepsTheDigitsOfItsNumbers() {
        JsonReader.Result read = JsonReader.readData("[12345678.90, 123456789012345678901234567890, 1e400, 7, " + "[".repeat(120) + "]".repeat(120) + "]");
        List<?> numbers = (List<?>) assertInstanceOf(JsonReader.Result.Value.class, read).value();
        assertEquals(List.of(new BigDecimal("12345678.90"), new BigInteger("123456789012345678901234567890"), new BigDecimal("1e400"), 7L), numbers.subList(0, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "[1, -1.5e-99999999999]"})
    void noExponentIsTooLargeToBeRefused(String text) {
        assertInstanceOf(JsonReader.Result.Malformed.class, JsonReader.readData(text));
    }

    @Test
    void infiniteNumbersAreABug() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.number(Double.POSITIVE_INFINITY));
    }

    /** RFC 8785, sections 3.2.2 and 3.2.3. */
    @Test
    void sortsNamesByCodeUnitsAndEscapesAsLittleAsItMay() {
        assertEquals("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}", JsonText.canonical(read("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}""")));
        assertEquals("{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}", JsonText.canonical(read(
                "{\"\u20ac\":5,\"\\r\":1,\"\ufb33\":7,\"1\":2,\"\ud83d\ude00\":6,\"\u0080\":3,\"\u00f6\":4}")));
    }

    @Test
    void keepsTheOrderWhereItIsNotCanonical() {
        Object value = read("{\"b\":[1,{}],\"a\":{\"z\":[],\"y\":\"x\"}}");
        assertEquals("{\"b\":[1,{}],\"a\":{\"z\":[],\"y\":\"x\"}}", JsonText.compact(value));
        assertEquals("""
                {
                  "b": [
                    1,
                    {}
                  ],
                  "a": {
                    "z": [],
                    "y": "x"
                  }
                }""", JsonText.indented(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1}x", "{'a':1}", "{a:1}", "nul", "01", "+1", ".5", "NaN", "\"\u0001\"", "\"\\x\"", "// c\n1", "{\"a\":1,\"a\":1}",
        "{\"a\":{\"b\":1,\"b\":2}}"})
    void whatIsNoJsonIsMalformed(String text) {
        assertInstanceOf(JsonReader.Result.Malformed.class, JsonReader.read(text), text);
    }

    @Test
    void saysWhereAndWhy() {
        assertEquals(new JsonReader.Result.Malformed(3, 1, "a name is there twice in one object"), JsonReader.read("{\"a\":1,\n\"b\":2,\n\"a\":3}"));
        assertEquals(new JsonReader.Result.Malformed(1, 4, "something stands behind the JSON"), JsonReader.read("{} {}"));
    }

    @Test
    void whatIsTooDeepOrTooLongIsMalformed() {
        for (String text : List.of("[".repeat(1 << 20), "{\"a\":".repeat(1 << 18), "1".repeat(1 << 20), "[".repeat(33) + "]".repeat(33))) {
            assertInstanceOf(JsonReader.Result.Malformed.class, JsonReader.read(text));
        }
        assertInstanceOf(JsonReader.Result.Value.class, JsonReader.read("[".repeat(32) + "]".repeat(32)));
    }

    private static Object read(String text) {
        return assertInstanceOf(JsonReader.Result.Value.class, JsonReader.read(text), text).value();
    }
}
