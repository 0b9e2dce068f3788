package dev.portcullis.prompt.render.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A value as JSON, where it is not too large. */
public final class PlainJson {

    private PlainJson() {
    }

    /** Null where it is larger, nested too deep, or no JSON. */
    public static String within(int characters, Object value) {
        Output out = new Output(new RenderBounds(characters, 0, Duration.ofDays(1)), () -> 0);
        try {
            new JsonText(out, 0).write(value);
            return out.take();
        } catch (Stopped _) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
