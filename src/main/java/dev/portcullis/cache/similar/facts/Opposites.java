package dev.portcullis.cache.similar.facts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The same side of every pair of opposites: what asks for more is not answered with less. Words of degree must be on the same side in both
 * or in neither; of the others, which have more synonyms than can be listed, only what contradicts counts.
 */
final class Opposites implements Guard {

    /** A side of one line's meaning, where 1 is its left and 2 its right; 4 and 8 for words of degree. */
    private static final Map<String, Set<String>> SIDES = new HashMap<>();
    private static final Set<String> OF_DEGREE = new HashSet<>();

    private static final String DEGREES = """
            more greater higher | less fewer lower
            most highest maximum max maximal | least lowest minimum min minimal fewest
            increase increases increasing increased raise raising rise rising grow growing boost | decrease decreases decreasing decreased reduce reducing reduces drop dropping fall falling shrink shrinking cut
            bigger larger biggest largest | smaller smallest tiniest
            longer longest | shorter shortest
            faster fastest quicker quickest | slower slowest
            cheaper cheapest | costlier costliest dearest
            best better | worst worse
            oldest older | youngest younger
            strongest stronger | weakest weaker
            hottest hotter warmer warmest | coldest colder coolest cooler
            easiest easier | hardest harder
            richest richer | poorest poorer
            heaviest heavier | lightest lighter
            early earlier earliest | late later
            always | sometimes
            all every | some any
            """;
    private static final String OTHERS = """
            before prior | after following afterwards
            above over | below under beneath underneath
            up upward upwards | down downward downwards
            left | right
            inside within into | outside
            import importing imports | export exporting exports
            upload uploading | download downloading
            buy buying purchase purchasing | sell selling
            open opening | close closing closed shut
            start starting begin beginning launch starts begins | stop stopping end ending finish quit stops ends
            enable enabling activate allow allowing enabled | disable disabling deactivate forbid block blocking disabled
            install installing | uninstall uninstalling
            add adding insert append include | remove removing delete deleting exclude subtract
            create creating make | destroy delete drop
            encode encoding | decode decoding
            encrypt encrypting encryption | decrypt decrypting decryption
            compress compressing zip | decompress unzip extract
            lock locking | unlock unlocking
            advantage advantages pros benefit benefits strengths upsides pro | disadvantage disadvantages cons drawback drawbacks downsides weaknesses risks con
            hot warm | cold cool
            win winning won | lose losing lost
            accept accepting approve | reject rejecting decline refuse
            gain gaining | lose losing loss
            true | false
            positive | negative
            internal | external
            public | private
            input | output
            client | server
            male man men boy boys he | female woman women girl girls she
            husband | wife
            mother mom mum | father dad
            son | daughter
            brother | sister
            north northern | south southern
            east eastern | west western
            ascending | descending
            horizontal horizontally | vertical vertically
            singular | plural
            past | future
            wet | dry
            thick | thin
            old | new young
            fast quick quickly | slow slowly
            long | short
            big large | small little
            high tall | low
            strong | weak
            rich | poor
            easy | hard difficult
            cheap | expensive
            heavy | light
            push pushing | pull pulling
            send sending | receive receiving
            borrow borrowing | lend lending
            teach teaching | learn learning
            arrive arrival arriving | depart departure leave leaving
            import | export
            save saving | spend spending
            love like | hate dislike
            employer | employee
            buyer | seller
            landlord | tenant
            lossless | lossy
            synchronous sync | asynchronous async
            static | dynamic
            multiply multiplying | divide dividing
            plus | minus
            sum | difference
            supply | demand
            import | export
            inhale | exhale
            melt melting | freeze freezing
            expand expanding | contract contracting
            attack attacking | defend defending
            debit | credit
            acid acidic | alkaline base basic
            vegan vegetarian | meat
            raw | cooked
            gain gaining build building | lose losing
            prevent preventing avoid avoiding | cause causing
            login signin | logout signout
            deposit depositing | withdraw withdrawing
            """;

    static {
        read(DEGREES, "degree ", true);
        read(OTHERS, "other ", false);
    }

    private static void read(String lines, String kind, boolean ofDegree) {
        int number = 0;
        for (String line : lines.strip().split("\n")) {
            String[] sides = line.split("\\|");
            for (int side = 0; side < 2; side++) {
                for (String word : WordList.of(sides[side])) {
                    SIDES.computeIfAbsent(word, none -> new HashSet<>()).add(kind + number + (side == 0 ? "<" : ">"));
                }
            }
            if (ofDegree) {
                OF_DEGREE.add(kind + number + "<");
                OF_DEGREE.add(kind + number + ">");
            }
            number++;
        }
    }

    @Override
    public boolean agree(Wording one, Wording other) {
        Set<String> mine = of(one);
        Set<String> theirs = of(other);
        return fits(mine, theirs) && fits(theirs, mine);
    }

    /** Whether its side is always compared. */
    static boolean isOfDegree(String word) {
        return SIDES.getOrDefault(word, Set.of()).stream().anyMatch(OF_DEGREE::contains);
    }

    private static boolean fits(Set<String> mine, Set<String> theirs) {
        for (String side : mine) {
            if (!theirs.contains(side) && (OF_DEGREE.contains(side) || theirs.contains(opposite(side)))) {
                return false;
            }
        }
        return true;
    }

    private static String opposite(String side) {
        int last = side.length() - 1;
        return side.substring(0, last) + (side.charAt(last) == '<' ? '>' : '<');
    }

    private static Set<String> of(Wording wording) {
        Set<String> sides = new HashSet<>();
        wording.words().forEach(word -> sides.addAll(SIDES.getOrDefault(word.lower(), Set.of())));
        return sides;
    }
}
