package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which recognisers look at what, by the anchors they asked for. */
final class Dispatch {

    private static final Recogniser[] NOBODY = {};
    private static final Prefixed[] NO_PREFIX = {};

    /** Who looks at words that begin so. */
    record Prefixed(String prefix, Recogniser recogniser) {
    }

    final Recogniser[][] symbols = new Recogniser[128][];
    /** By the first character and the second, either in either case: few words begin as some prefix does. */
    private final Prefixed[][][] prefixes = new Prefixed[128][][];
    final Recogniser[] numbers;
    final Recogniser[] longs;
    final Recogniser[] capitals;
    private final Sized[] lettersFirst;
    private final Sized[] digitsFirst;

    /** Who looks at words of one length. */
    static final class Sized {

        private static final Sized NONE = new Sized(List.of());

        final Recogniser[] recognisers;
        private final Shapes shapes;
        /** A bit for each; and for those that are asked where a word or number goes on before the anchor, too. */
        private final long all;
        private final long inMiddle;

        private Sized(List<Recogniser> recognisers) {
            this.recognisers = recognisers.toArray(NOBODY);
            this.shapes = new Shapes(recognisers.stream().map(Recogniser::shapes).toList());
            long all = 0;
            long inMiddle = 0;
            for (int i = 0; i < this.recognisers.length; i++) {
                all |= 1L << i;
                inMiddle |= this.recognisers[i].beginsAtAnchor() ? 0 : 1L << i;
            }
            this.all = all;
            this.inMiddle = inMiddle;
        }

        /** A bit for each that may find something here. */
        long asked(Reading reading, int anchor) {
            long asked = all == inMiddle || reading.beginsAt(anchor) ? all : inMiddle;
            return asked == 0 ? 0 : asked & shapes.at(reading, anchor);
        }
    }

    Dispatch(List<Recogniser> recognisers) {
        List<List<Recogniser>> lettersFirst = lists();
        List<List<Recogniser>> digitsFirst = lists();
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
                        (letterFirst ? lettersFirst : digitsFirst).get(length).add(recogniser);
                    }
                    case Anchor.Prefix(String prefix) -> add(prefix, recogniser);
                }
            }
        }
        this.lettersFirst = sized(lettersFirst);
        this.digitsFirst = sized(digitsFirst);
        this.numbers = numbers.toArray(NOBODY);
        this.longs = longs.toArray(NOBODY);
        this.capitals = capitals.toArray(NOBODY);
    }

    private static List<List<Recogniser>> lists() {
        return Stream.<List<Recogniser>>generate(ArrayList::new).limit(Anchor.LONGEST + 1).toList();
    }

    private static Sized[] sized(List<List<Recogniser>> lists) {
        return lists.stream().map(list -> list.isEmpty() ? Sized.NONE : new Sized(list)).toArray(Sized[]::new);
    }

    /** The same, and one more who looks at long words. */
    private Dispatch(Dispatch others, Recogniser ofLongs) {
        System.arraycopy(others.symbols, 0, symbols, 0, symbols.length);
        System.arraycopy(others.prefixes, 0, prefixes, 0, prefixes.length);
        numbers = others.numbers;
        longs = with(others.longs, ofLongs);
        capitals = others.capitals;
        lettersFirst = others.lettersFirst;
        digitsFirst = others.digitsFirst;
    }

    /** Tables of shapes take some milliseconds to make, which are saved here. @param ofLongs looks at nothing but long words */
    Dispatch and(Recogniser ofLongs) {
        return new Dispatch(this, ofLongs);
    }

    private static void add(Recogniser[][] table, int at, Recogniser recogniser) {
        table[at] = with(table[at] == null ? NOBODY : table[at], recogniser);
    }

    private static Recogniser[] with(Recogniser[] some, Recogniser recogniser) {
        Recogniser[] more = Arrays.copyOf(some, some.length + 1);
        more[some.length] = recogniser;
        return more;
    }

    private void add(String prefix, Recogniser recogniser) {
        for (char first : cases(prefix.charAt(0))) {
            if (prefixes[first] == null) {
                prefixes[first] = new Prefixed[128][];
                Arrays.fill(prefixes[first], NO_PREFIX);
            }
            for (char second : cases(prefix.charAt(1))) {
                Prefixed[] some = prefixes[first][second];
                prefixes[first][second] = Arrays.copyOf(some, some.length + 1);
                prefixes[first][second][some.length] = new Prefixed(prefix, recogniser);
            }
        }
    }

    private static char[] cases(char lower) {
        char upper = Letters.upper(lower);
        return lower == upper ? new char[] {lower} : new char[] {lower, upper};
    }

    /** The prefixes that a word with these characters in front may have, in the order in which they were asked for. */
    Prefixed[] prefixed(char first, char second) {
        Prefixed[][] begun = first < 128 ? prefixes[first] : null;
        if (begun == null) {
            return NO_PREFIX;
        }
        char plain = second < 128 ? second : Letters.lower(second);
        return plain < 128 ? begun[plain] : NO_PREFIX;
    }

    Sized sized(boolean letterFirst, int length) {
        return length > Anchor.LONGEST ? Sized.NONE : (letterFirst ? lettersFirst : digitsFirst)[length];
    }
}
