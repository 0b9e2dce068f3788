package dev.portcullis.prompt.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionsTest {

    private static final Sections FINDINGS = new Sections(List.of("key_findings"));

    @ParameterizedTest
    @ValueSource(strings = {"# Key findings", "###### KEY FINDINGS", "## 1. Key Findings", "## Key findings (3)", "text\n\n  ## Key-Findings\nmore", "**Key findings**",
        "**Key findings:** none", "**Key findings**: none", "1. **Key findings** none", "__Key findings__", "Key findings:", "key findings: none", "2) Key findings: none",
        "Key findings", "Key findings\n------------", "## **Key findings**", "```markdown\n# Key findings\n```", "```java\nx\n```\n# Key findings",
        "a\r# Key findings\rb", "KEY\u00a0FINDINGS \uff1a none"})
    void aSectionIsThere(String text) {
        assertEquals(List.of(), FINDINGS.missing(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "The key findings: none", "Key findings are none", "#Key findings", "####### Key findings", "# Keyfindings", "## Key findingsfrom here",
        "    # Key findings", "```\n# Key findings\n```", "~~~ python\n# Key findings\n```\n# Key findings", "**Key findings are none**", "- Key findings: none", "# \u039ay findings"})
    void aSectionIsNotThere(String text) {
        assertEquals(List.of("key_findings"), FINDINGS.missing(text));
    }

    @Test
    void aNameMayBeWrittenAsItsHeading() {
        Sections sections = new Sections(List.of("## Summary", "Next steps:"));
        assertEquals(List.of("Next steps:"), sections.missing("# summary\nNone."));
        assertEquals(List.of(), sections.missing("# summary\nNone.\nnext steps: none"));
    }

    @Test
    void aMebibyteOfOneLetterIsOneLine() {
        assertEquals(List.of("key_findings"), FINDINGS.missing("#".repeat(1 << 20)));
        assertEquals(List.of("key_findings"), FINDINGS.missing("\n".repeat(1 << 20)));
        assertEquals(List.of("key_findings"), FINDINGS.missing("1.".repeat(1 << 19)));
    }

    @Property
    void whateverStandsAroundAHeadingItIsThere(@ForAll String before, @ForAll String after) {
        assertEquals(List.of(), FINDINGS.missing(before.replace('`', '.').replace('~', '.') + "\n## Key findings\n" + after));
    }
}
