package dev.portcullis.guard;

/** Puts values back where their placeholders stand; holds what may be the beginning of one. */
final class RestoringGate implements Gate {

    private final Placeholders placeholders;
    private final boolean json;
    private final StringBuilder held = new StringBuilder();

    /** @param json whether the text is itself JSON */
    RestoringGate(Placeholders placeholders, boolean json) {
        this.placeholders = placeholders;
        this.json = json;
    }

    @Override
    public String push(String piece) {
        held.append(piece);
        int safe = Placeholders.safe(held);
        String passed = placeholders.restore(held.substring(0, safe), json);
        held.delete(0, safe);
        return passed;
    }

    @Override
    public String end() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }
}
