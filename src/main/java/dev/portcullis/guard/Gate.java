package dev.portcullis.guard;

import java.util.Optional;

/** What a text that comes in pieces passes. Joined, what it lets go is what it would make of the whole. One stream, one thread. */
interface Gate {

    /** @return what can be let go now, perhaps nothing */
    String push(String piece);

    /** @return the rest */
    String end();

    /** What stops the stream, if anything does: then nothing that was pushed last is let go. */
    default Optional<Found.Stop> stop() {
        return Optional.empty();
    }

    /** One behind the other. */
    static Gate both(Gate first, Gate second) {
        return new Gate() {

            @Override
            public String push(String piece) {
                String passed = first.push(piece);
                return passed.isEmpty() ? "" : second.push(passed);
            }

            @Override
            public String end() {
                String passed = first.end();
                return (passed.isEmpty() ? "" : second.push(passed)) + second.end();
            }

            @Override
            public Optional<Found.Stop> stop() {
                return first.stop().or(second::stop);
            }
        };
    }
}
