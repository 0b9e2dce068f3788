package dev.portcullis.release.shadow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Plan;
import dev.portcullis.release.shadow.Shadow;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShadowEventsTest {

    /** A model's line had its own name and its candidate's as {@code model}, of which readers take one. */
    @Test
    void noFieldOfALineStandsThereTwice() {
        Plan plan = new Plan(Optional.empty(), Optional.of("claude-sonnet"), 100, new Usd(20_000_000_000L), OptionalLong.empty(), Optional.empty());
        assertEquals("shadow event=over model=gpt-4o baseline=gpt-4o candidate=claude-sonnet share=1 cap=20 reason=\"it said 'enough'\"",
                ShadowEvents.line(new Shadow(1, Subject.model("gpt-4o"), "gpt-4o", plan), "over", "it said \"enough\""));
        Plan both = new Plan(Optional.of("2.1.0"), Optional.of("claude-sonnet"), 100, new Usd(20_000_000_000L), OptionalLong.empty(), Optional.empty());
        assertEquals("shadow event=start prompt=code-review baseline=2.0.0 version=2.1.0 candidate=claude-sonnet share=1 cap=20 reason=\"why not\"",
                ShadowEvents.line(new Shadow(1, Subject.prompt("code-review"), "2.0.0", both), "start", "why not"));
    }
}
