package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which recognisers look at what, by the anchors they asked for. */
final class Dispatch {

    private static final Recogniser[] NOBODY = {};

    /** Who looks at words that begin so. */
    record Prefixed(String prefix, Recogniser recogniser) {
    }

    final Recogniser[][] symbols = new Recogniser[128][];
    final Prefixed[][] prefixes = new Prefixed[128][];
    final Recogniser[] numbers;
    final Recogniser[] longs;
    final Recogniser[] capitals;
    private final Sized[] lettersFirst = new Sized[Anchor.LONGEST + 1];
    private final Sized[] digitsFirst = new Sized[Anchor.LONGEST + 1];

    /** Who looks at words of one length. @param next of each of them {@link Recogniser#nextLengths} */
    record Sized(Recogniser[] recognisers, long[] next) {

        static final Sized NONE = new Sized(NOBODY, new long[0]);

        private Sized and(Recogniser recogniser, int length) {
            Recogniser[] all = Arrays.copyOf(recognisers, recognisers.length + 1);
            long[] nextOfAll = Arrays.copyOf(next, next.length + 1);
            all[next.length] = recogniser;
            nextOfAll[next.length] = recogniser.nextLengths(length);
            return new Sized(all, nextOfAll);
        }
    }

    Dispatch(List<Recogniser> recognisers) {
        Arrays.fill(lettersFirst, Sized.NONE);
        Arrays.fill(digitsFirst, Sized.NONE);
        List<Recogniser> numbers = new ArrayList<>();
        List<Recogniser> longs = new ArrayList<>();
        List<Recogniser> capitals = new ArrayList<>();
        for (Recogniser recogniser : recognisers) {
            for (Anchor anchor : recogniser.anchors()) {
                switch (anchor) {
                    case Anchor.Number() -> numbers.add(recogniser);
                    case Anchor.Long() -> longs.add(recogniser);
                    case Anchor.Capital() -> capitals.add(recogniser);
                    case Anchor.Symbol(char symbol) -> add(symbols, symbol, recogniser);
                    case Anchor.Sized(boolean letterFirst, int length) -> {
                        Sized[] sized = letterFirst ? lettersFirst : digitsFirst;
                        sized[length] = sized[length].and(recogniser, length);
                    }
                    case Anchor.Prefix(String prefix) -> add(prefix, recogniser);
                }
            }
        }
        this.numbers = numbers.toArray(NOBODY);
        this.longs = longs.toArray(NOBODY);
        this.capitals = capitals.toArray(NOBODY);
    }

    private static void add(Recogniser[][] table, int at, Recogniser recogniser) {
        List<Recogniser> some = new ArrayList<>(table[at] == null ? List.of() : List.of(table[at]));
        some.add(recogniser);
        table[at] = some.toArray(NOBODY);
    }

    private void add(String prefix, Recogniser recogniser) {
        for (char first : new char[] {prefix.charAt(0), prefix.toUpperCase(Locale.ROOT).charAt(0)}) {
            List<Prefixed> some = new ArrayList<>(prefixes[first] == null ? List.of() : List.of(prefixes[first]));
            if (!some.contains(new Prefixed(prefix, recogniser))) {
                some.add(new Prefixed(prefix, recogniser));
            }
            prefixes[first] = some.toArray(new Prefixed[0]);
        }
    }

    Sized sized(boolean letterFirst, int length) {
        return length > Anchor.LONGEST ? Sized.NONE : (letterFirst ? lettersFirst : digitsFirst)[length];
    }
}
