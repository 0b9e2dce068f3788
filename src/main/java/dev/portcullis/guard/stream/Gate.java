package dev.portcullis.guard.stream;

import java.util.Optional;

/** What a text that comes in pieces passes. Joined, what it lets go is what it would make of the whole. One stream, one thread. */
public interface Gate {

    /** Lets everything pass. */
    Gate OPEN = new Gate() {

        @Override
        public String push(String piece) {
            return piece;
        }

        @Override
        public String end() {
            return "";
        }
    };

    /** @return what can be let go now, perhaps nothing */
    String push(String piece);

    /** The provider is silent: there is time to look closer at what is held. @return what of it can be let go, whatever may follow */
    default String pause() {
        return "";
    }

    /** @return the rest */
    String end();

    /** Characters that are held. */
    default int held() {
        return 0;
    }

    /** Whether something is held of which {@link #pause} may let go. */
    default boolean waits() {
        return false;
    }

    /** What stops the stream, if anything does: then nothing that was pushed last is let go. */
    default Optional<Stop> stop() {
        return Optional.empty();
    }

    /** One behind the other. */
    static Gate both(Gate first, Gate second) {
        return new Gate() {

            @Override
            public String push(String piece) {
                return on(first.push(piece));
            }

            @Override
            public String pause() {
                return on(first.pause()) + second.pause();
            }

            @Override
            public String end() {
                return on(first.end()) + second.end();
            }

            private String on(String passed) {
                return passed.isEmpty() ? "" : second.push(passed);
            }

            @Override
            public int held() {
                return first.held() + second.held();
            }

            @Override
            public boolean waits() {
                return first.waits() || second.waits();
            }

            @Override
            public Optional<Stop> stop() {
                return first.stop().or(second::stop);
            }
        };
    }
}
