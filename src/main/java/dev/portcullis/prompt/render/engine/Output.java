package dev.portcullis.prompt.render.engine;

import java.io.Writer;
import java.util.function.LongSupplier;

import dev.portcullis.prompt.render.parameter.Fault.Reason;

/** Takes what is rendered, as long as it is within the bounds. */
final class Output extends Writer {

    /** So many writes, rounds, tags and values between two looks at the clock. */
    private static final int STRIDE = 64;
    /** For so many steps at most this part of the time that there is counts: more was a pause of the process or its machine, for which nobody is refused. */
    private static final int SLICES = 10;

    private final RenderBounds bounds;
    private final LongSupplier nanos;
    private long looked;
    private long taken;
    private final StringBuilder text = new StringBuilder();
    private long written;
    private int rounds;
    private long steps;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Output(RenderBounds bounds, LongSupplier nanos) {
        this.bounds = bounds;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
    }

    int length() {
        return text.length();
    }

    /** What was written since it was last asked. */
    String take() {
        String fresh = text.toString();
        text.setLength(0);
        return fresh;
    }

    /** A loop begins that has so many rounds to go: it need not go them to find that there are too many. */
    void loop(int count) {
        if (count > bounds.rounds() - rounds) {
            throw new Stopped(Reason.TOO_MANY_ROUNDS, "loops have more than " + bounds.rounds() + " rounds in all; the next has " + count);
        }
    }

    void round() {
        rounds++;
        if (rounds > bounds.rounds()) {
            throw new Stopped(Reason.TOO_MANY_ROUNDS, "loops have more than " + bounds.rounds() + " rounds in all");
        }
        step(0);
    }

    /** A tag was come to, whether or not it writes anything. */
    void tag() {
        look(1);
    }

    /** So many values were taken up without being written. */
    void copied(int values) {
        look(values);
    }

    private void step(int characters) {
        written += characters;
        if (written > bounds.characters()) {
            throw new Stopped(Reason.TOO_LARGE, "the rendered prompt has more than " + bounds.characters() + " characters");
        }
        look(1);
    }

    private void look(int more) {
        boolean now = steps == 0 || steps / STRIDE != (steps + more) / STRIDE;
        steps += more;
        if (now) {
            long at = nanos.getAsLong();
            taken += Math.min(at - looked, bounds.time().toNanos() / SLICES * Math.max(1, more / STRIDE));
            looked = at;
            if (taken > bounds.time().toNanos()) {
                throw new Stopped(Reason.TOO_SLOW, "rendering takes longer than " + bounds.time().toMillis() + " ms");
            }
        }
    }

    @Override
    public void write(char[] characters, int from, int count) {
        step(count);
        text.append(characters, from, count);
    }

    @Override
    public void write(String string) {
        step(string.length());
        text.append(string);
    }

    @Override
    public void write(String string, int from, int count) {
        step(count);
        text.append(string, from, from + count);
    }

    @Override
    public Writer append(CharSequence sequence, int from, int to) {
        step(to - from);
        text.append(sequence, from, to);
        return this;
    }

    @Override
    public Writer append(char c) {
        step(1);
        text.append(c);
        return this;
    }

    @Override
    public void flush() {
        // all is here
    }

    @Override
    public void close() {
        // all is here
    }
}
