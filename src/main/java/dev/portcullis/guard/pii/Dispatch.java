package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Recogniser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
    private final Sized[] lettersFirst = new Sized[Anchor.LONGEST + 1];
    private final Sized[] digitsFirst = new Sized[Anchor.LONGEST + 1];

    /**
     * Who looks at words of one length.
     *
     * @param byNext   of a text that has ended, by the length of the next word: those that it suits ({@link Recogniser#nextLengths})
     * @param inMiddle those of them that are asked where a word or number goes on before the anchor, too
     */
    record Sized(Recogniser[] recognisers, Recogniser[][] byNext, Recogniser[][] inMiddle) {

        static final Sized NONE = new Sized(NOBODY, nobody(), nobody());

        private Sized and(Recogniser recogniser, int length) {
            long suits = recogniser.nextLengths(length);
            return new Sized(with(recognisers, recogniser), suited(byNext, recogniser, suits),
                    suited(inMiddle, recogniser, recogniser.beginsAtAnchor() ? 0 : suits));
        }

        private static Recogniser[][] nobody() {
            Recogniser[][] nobody = new Recogniser[Long.SIZE][];
            Arrays.fill(nobody, NOBODY);
            return nobody;
        }

        /** Lists that were the same stay the same one, of which there are few. */
        private static Recogniser[][] suited(Recogniser[][] lists, Recogniser recogniser, long suits) {
            Map<Recogniser[], Recogniser[]> longer = new IdentityHashMap<>();
            Recogniser[][] all = lists.clone();
            for (int next = 0; next < all.length; next++) {
                if ((suits >>> next & 1) != 0) {
                    all[next] = longer.computeIfAbsent(all[next], list -> with(list, recogniser));
                }
            }
            return all;
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
