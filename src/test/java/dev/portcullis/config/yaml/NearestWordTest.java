package dev.portcullis.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class NearestWordTest {

    @Test
    void countsAddedDroppedReplacedAndSwappedLetters() {
        assertEquals(0, NearestWord.distance("weight", "weight"));
        assertEquals(1, NearestWord.distance("wieght", "weight"));
        assertEquals(1, NearestWord.distance("weigt", "weight"));
        assertEquals(1, NearestWord.distance("weeight", "weight"));
        assertEquals(3, NearestWord.distance("kitten", "sitting"));
        assertEquals(6, NearestWord.distance("", "weight"));
    }

    @Test
    void findsTheNearestWordWhateverItsCase() {
        List<String> known = List.of("base-url", "api-key", "api-version");
        assertEquals(Optional.of("base-url"), NearestWord.to("baseUrl", known));
        assertEquals(Optional.of("api-key"), NearestWord.to("API_KEY", known));
    }

    @Test
    void suggestsNothingThatIsFar() {
        assertEquals(Optional.empty(), NearestWord.to("proxy", List.of("base-url", "api-key")));
        assertEquals(Optional.empty(), NearestWord.to("x".repeat(65), List.of("x".repeat(64))));
    }

    @Test
    void listsNinetySixKnownWordsAndCountsTheRest() {
        List<String> known = IntStream.range(0, 99).mapToObj(i -> "w" + i).toList();
        assertEquals("Known here: " + String.join(", ", known.subList(0, 96)) + " and 3 more", NearestWord.knownHere(known));
    }
}
