package dev.portcullis.config.yaml;

import java.util.regex.Pattern;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WildcardTest {

    @Property(tries = 500)
    void matchesWhatARegularExpressionWould(
            @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*', '.'}) String pattern,
            @ForAll @StringLength(max = 10) @CharRange(from = 'a', to = 'b') String text) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        assertEquals(text.matches(expression), Wildcard.matches(pattern, text));
    }
}
