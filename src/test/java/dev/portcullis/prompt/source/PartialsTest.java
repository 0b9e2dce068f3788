package dev.portcullis.prompt.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialsTest {

    private static Set<String> of(String template) {
        String file = "---\nversion: 1.0.0\nportcullis.parameters: { x: required }\n---\n" + template;
        return Partials.of(assertInstanceOf(SourceReading.Read.class, ReadSource.read("a.prompt", file.getBytes(StandardCharsets.UTF_8))).file().draft().content());
    }

    /** Those behind the fiftieth were not found, so that a push began with what needs them. */
    @Test
    void areFoundBehindManyVariablesAndManyOthers() {
        assertEquals(Set.of("rules@1.0.0"), of("{{x}} ".repeat(60) + "{{#each x}}{{> rules@1.0.0}}{{/each}}"));
        Set<String> many = IntStream.range(0, 60).mapToObj(i -> "p" + i + "@1.0.0").collect(Collectors.toSet());
        assertEquals(many, of(many.stream().map(name -> "{{> " + name + "}}").collect(Collectors.joining())));
    }
}
