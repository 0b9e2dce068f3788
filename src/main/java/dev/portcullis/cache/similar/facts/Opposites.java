package dev.portcullis.cache.similar.facts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** No side of a pair of opposites against the other one. They have more synonyms than can be listed, so only what contradicts counts. */
final class Opposites implements Guard {

    private static final Map<String, Set<String>> SIDES = read("""
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
            """);

    /** @param lines the words of two sides each, with a bar between them. @return the sides of each word, by number and an arrow */
    static Map<String, Set<String>> read(String lines) {
        Map<String, Set<String>> read = new HashMap<>();
        int number = 0;
        for (String line : lines.strip().split("\n")) {
            String[] sides = line.split("\\|");
            for (int side = 0; side < 2; side++) {
                for (String word : WordList.of(sides[side])) {
                    read.computeIfAbsent(word, none -> new HashSet<>()).add(number + (side == 0 ? "<" : ">"));
                }
            }
            number++;
        }
        return Map.copyOf(read);
    }

    @Override
    public boolean agree(Wording one, Wording other) {
        Set<String> mine = of(one);
        Set<String> theirs = of(other);
        return fits(mine, theirs) && fits(theirs, mine);
    }

    private static boolean fits(Set<String> mine, Set<String> theirs) {
        return mine.stream().allMatch(side -> theirs.contains(side) || !theirs.contains(opposite(side)));
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
