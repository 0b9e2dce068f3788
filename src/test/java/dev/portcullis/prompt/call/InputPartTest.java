package dev.portcullis.prompt.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputPartTest {

    @Test
    void ofPartsOnlyTextSaysSomething() {
        assertEquals(Optional.of("Ann"), InputPart.said(Map.of("type", "input_text", "text", "Ann")));
        assertEquals(Optional.empty(), InputPart.said(Map.of("type", "input_text", "text", 1)));
        assertEquals(Optional.empty(), InputPart.said(Map.of("type", "input_text")));
        assertEquals(Optional.empty(), InputPart.said(Map.of("type", "input_image", "text", "Ann")));
    }

    @Test
    void everythingElseIsWhatItIs() {
        for (Object value : List.of("input_text", 1, true, List.of("input_text"), Map.of(), Map.of("type", "text", "text", "Ann"), Map.of("type", 1))) {
            assertEquals(Optional.of(value), InputPart.said(value));
        }
    }
}
