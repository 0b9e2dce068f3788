package dev.portcullis.guard;

import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.guard.stream.Gate;

/** Puts values back where their placeholders stand; holds what may be the beginning of one. */
final class RestoringGate implements Gate {

    private final Restoration restoration;
    private final boolean json;
    private final StringBuilder held = new StringBuilder();

    /** @param json whether the text is itself JSON */
    RestoringGate(Restoration restoration, boolean json) {
        this.restoration = restoration;
        this.json = json;
    }

    @Override
    public String push(String piece) {
        held.append(piece);
        int safe = restoration.safeUpTo(held);
        String ready = held.substring(0, safe);
        String passed = json ? restoration.restoreJson(ready) : restoration.restore(ready);
        held.delete(0, safe);
        return passed;
    }

    @Override
    public String end() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    @Override
    public int held() {
        return held.length();
    }
}
