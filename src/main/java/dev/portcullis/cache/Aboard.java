package dev.portcullis.cache;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The calls that travel together, in the order they came, and who of them pays: the first aboard that is no guest. Where only guests
 * are left it is the call that left them last, though it has left: what they read was asked for it. Not thread-safe: a flight's
 * monitor guards it.
 */
final class Aboard extends AbstractCollection<Passenger> implements Collection<Passenger> {

    private final SequencedSet<Passenger> all = new LinkedHashSet<>();
    private Passenger lastToLeave;

    Aboard(Passenger founder) {
        all.add(founder);
    }

    /** @return the one that had left and need not pay any more, or null */
    Passenger comes(Passenger passenger) {
        all.add(passenger);
        Passenger relieved = passenger.isGuest() ? null : lastToLeave;
        if (relieved != null) {
            lastToLeave = null;
        }
        return relieved;
    }

    /** @return whether nobody is left */
    boolean leaves(Passenger passenger) {
        all.remove(passenger);
        if (!passenger.isGuest() && all.stream().allMatch(Passenger::isGuest)) {
            lastToLeave = passenger;
        }
        return all.isEmpty();
    }

    /** Whether it has left and is the one that pays all the same, unless another comes. */
    boolean staysLiable(Passenger passenger) {
        return passenger == lastToLeave;
    }

    Passenger payer() {
        for (Passenger passenger : all) {
            if (!passenger.isGuest()) {
                return passenger;
            }
        }
        return lastToLeave;
    }

    List<Passenger> allBut(Passenger one) {
        List<Passenger> others = new ArrayList<>(all);
        others.remove(one);
        return others;
    }

    void onlyStays(Passenger one) {
        all.removeIf(passenger -> passenger != one);
    }

    @Override
    public boolean contains(Object passenger) {
        return all.contains(passenger);
    }

    @Override
    public Iterator<Passenger> iterator() {
        return all.iterator();
    }

    @Override
    public int size() {
        return all.size();
    }
}
