package dev.portcullis.prompt.render.engine;

import java.time.Duration;

/**
 * What rendering one prompt, all its messages together, may cost.
 *
 * @param characters of what is rendered, in UTF-16 units
 * @param rounds     of loops, those within others counted each time
 * @param time       looked at while it runs: what takes longer stops by itself
 */
public record RenderBounds(int characters, int rounds, Duration time) {

    public static final RenderBounds DEFAULT = new RenderBounds(1 << 20, 100_000, Duration.ofMillis(250));

    /** On an event loop, which other calls wait for: what is made is read there, so it has to be small too. All but rare prompts are within. */
    public static final RenderBounds AT_ONCE = new RenderBounds(1 << 16, 1_000, Duration.ofMillis(1));

    /** On one of many workers: a large document once in a text, but no loops in loops of it. */
    public static final RenderBounds BRIEF = new RenderBounds(1 << 20, 10_000, Duration.ofMillis(5));
}
