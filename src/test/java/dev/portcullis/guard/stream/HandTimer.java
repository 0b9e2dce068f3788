package dev.portcullis.guard.stream;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A timer whose time passes when a test says so. */
public final class HandTimer implements PauseTimer {

    private final Set<Object> waiting = new LinkedHashSet<>();

    /** How often it was set. */
    public int set;

    @Override
    public Runnable after(Duration silence, Runnable then) {
        Runnable once = then::run;
        waiting.add(once);
        set++;
        return () -> waiting.remove(once);
    }

    /** How many are waited for. */
    public int waiting() {
        return waiting.size();
    }

    public void passes() {
        List<Object> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(then -> ((Runnable) then).run());
    }
}
