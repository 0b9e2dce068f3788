package dev.portcullis.config.guard;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import dev.portcullis.config.yaml.Section;

/** What a prompt's guard must not fall below: the guard that it is part of, unless the file says that it is meant. */
final class Floor {

    private static final String MEANT = ", or weaker: true for this prompt where that is meant";

    private final boolean meant;
    private boolean below;

    /** @param meant whether it may be weaker */
    Floor(boolean meant) {
        this.meant = meant;
    }

    /** Whether something is weaker. */
    boolean isBelow() {
        return below;
    }

    /** Of actions that are declared in their order, the strongest first. */
    <E extends Enum<E>> void action(Section in, String key, E own, E guards) {
        if (own.compareTo(guards) > 0) {
            String enough = word(guards);
            weaker(in, key, word(own), enough, enough);
        }
    }

    void flag(Section in, String key, boolean own, boolean guards, boolean strong) {
        if (own != guards && guards == strong) {
            weaker(in, key, String.valueOf(own), String.valueOf(guards), String.valueOf(guards));
        }
    }

    void threshold(Section in, String key, double own, double guards) {
        if (own > guards) {
            weaker(in, key, written(own), written(guards), "at most " + written(guards));
        }
    }

    void characters(Section in, String key, int own, int guards) {
        if (own < guards) {
            weaker(in, key, String.valueOf(own), String.valueOf(guards), "at least " + guards);
        }
    }

    void pause(Section in, String key, Duration own, Duration guards) {
        if (own.compareTo(guards) < 0) {
            weaker(in, key, own.toMillis() + "ms", guards.toMillis() + "ms", "at least " + guards.toMillis() + "ms");
        }
    }

    void types(Section in, String key, Collection<String> own, Collection<String> guards) {
        List<String> missing = guards.stream().filter(type -> !own.contains(type)).toList();
        if (!missing.isEmpty()) {
            String all = String.join(", ", missing);
            below(in, key, "'" + missing.getFirst() + "' is left out, and this guard looks for it; add " + all);
        }
    }

    /** @param name of a policy that stands in the place of the guard's */
    void replaced(Section in, String key, String name) {
        below(in, key, "'" + name + "' is a policy of this guard, which would no longer count; give this one another name");
    }

    private void weaker(Section in, String key, String own, String guards, String enough) {
        below(in, key, "'" + own + "' is weaker than this guard's '" + guards + "'; write " + enough);
    }

    private void below(Section in, String key, String what) {
        below = true;
        if (!meant) {
            in.problem(key, what + MEANT);
        }
    }

    private static String word(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String written(double threshold) {
        return BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString();
    }
}
