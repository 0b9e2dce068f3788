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
}
