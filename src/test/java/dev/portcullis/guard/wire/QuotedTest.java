package dev.portcullis.guard.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuotedTest {

    private static final JsonFactory JSON = new JsonFactory();

    @Property
    void isReadAsTheTextThatItWas(@ForAll("texts") String text) throws IOException {
        try (JsonParser parser = JSON.createParser(Quoted.of(text))) {
            parser.nextToken();
            assertEquals(text, parser.getText());
            assertEquals(null, parser.nextToken());
        }
    }

    @Test
    void everyCharacterIsWrittenAsJacksonWritesIt() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                StringBuilder quoted = new StringBuilder("\"");
                JsonStringEncoder.getInstance().quoteAsString(text, quoted);
                assertArrayEquals(quoted.append('"').toString().getBytes(StandardCharsets.UTF_8), Quoted.of(text));
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab \"\\/\n\u0001\u007fé語\ud83d\ude00\ud800").ofMaxLength(12);
    }
}
