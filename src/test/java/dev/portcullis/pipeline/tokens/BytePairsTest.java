package dev.portcullis.pipeline.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text has the tokens that jtokkit, which is another program, finds in it. */
class BytePairsTest {

    private static final EncodingRegistry JTOKKIT = Encodings.newLazyEncodingRegistry();
    private static final Map<TokenEncoding, EncodingType> TYPES = Map.of(TokenEncoding.O200K, EncodingType.O200K_BASE, TokenEncoding.CL100K,
            EncodingType.CL100K_BASE);

    private static Encoding jtokkit(TokenEncoding encoding) {
        return JTOKKIT.getEncoding(TYPES.get(encoding));
    }

    @ParameterizedTest
    @EnumSource
    void everyVectorHasItsTokens(TokenEncoding encoding) {
        List<TokenVectors.Vector> vectors = TokenVectors.of(encoding);
        assertEquals(200, vectors.size());
        for (TokenVectors.Vector vector : vectors) {
            assertEquals(vector.tokens(), TokenCounter.table(encoding).count(vector.text()), vector.text());
        }
    }

    static Stream<String> texts() {
        return Stream.of("a \n ", "\n\n  x", " \n\n \t y", "a\r\n/b", "//\n/\n", "I'LL they'Ve 'Re 'ſ don't's '",
                "HTTPServer über STRASSE ǅ ﬁ", "e\u0301e\u0301 \u0301",
                "ABC中D 中文ab", "1234567 ²³ Ⅷ", "\u00a0\u2003\u0085x", " ", "'", "'s", " 's", "!'s", "👩‍👩‍👧‍👦", "\u0000\u0007",
                "ʰʰ Aʰ aʰB", "  !", "! \n!", "x\u2028y", "<|endoftext|>", "ÅÅ", "'tis 'd 'dx 'm");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatIsOddIsCutAsJtokkitDoes(String text) {
        for (TokenEncoding encoding : TokenEncoding.values()) {
            assertEquals(jtokkit(encoding).countTokensOrdinary(text), TokenCounter.table(encoding).count(text), encoding + " " + text);
        }
    }

    @Property(tries = 3000)
    void everyTextHasTheTokensOfJtokkit(@ForAll("mixtures") String text, @ForAll TokenEncoding encoding) {
        assertEquals(jtokkit(encoding).countTokensOrdinary(text), TokenCounter.table(encoding).count(text));
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("the ", " guard", "Tower", "'s", "'LL", " ", "  ", "\n", "\r\n", "\t", "é", "e\u0301", "中文", "😀", "Я ", "123",
                        "4567", "!", "...", "//", "/", "'", "\"", "ʰ", "ǅ", "\u00a0", "_", "{\"a\": ", "ß", "Σ", "\u0301", "ſ")),
                Tuple.of(2, Arbitraries.strings().ascii().ofMaxLength(4)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(3).map(BytePairsTest::withoutLoneSurrogates)))
                .list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints().filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** It has no UTF-8, and jtokkit throws; a provider reads a question mark, or what stands for anything it cannot read. */
    @ParameterizedTest
    @EnumSource
    void aLoneSurrogateIsASign(TokenEncoding encoding) {
        BytePairs table = TokenCounter.table(encoding);
        for (String lone : List.of("\ud83d", "\udc00")) {
            assertEquals(table.count("a? b"), table.count("a" + lone + " b"));
            assertEquals(1, table.count(lone));
        }
    }

    /** Cut where it is too long to be cut at once: a token more for each part at most. */
    @ParameterizedTest
    @EnumSource
    void aVeryLongWordHasAboutItsTokens(TokenEncoding encoding) {
        String word = "xqzjvkwpfy".repeat(200);
        int exact = jtokkit(encoding).countTokensOrdinary(word);
        int counted = TokenCounter.table(encoding).count(word);
        assertTrue(counted >= exact && counted <= exact + 1 + word.length() / (BytePairs.MOST_AT_ONCE - 4), exact + " " + counted);
    }
}
