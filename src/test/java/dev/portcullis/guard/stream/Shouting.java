package dev.portcullis.guard.stream;

import java.util.Optional;

/** Makes of each word one in capitals, and stops at one that says {@code bomb}; holds a word until it is whole. In a pause dots go. */
final class Shouting implements Gate {

    private final StringBuilder word = new StringBuilder();
    private boolean stopped;

    @Override
    public String push(String piece) {
        StringBuilder passed = new StringBuilder();
        for (char c : piece.toCharArray()) {
            word.append(c);
            if (c == ' ') {
                passed.append(end());
            }
        }
        return passed.toString();
    }

    @Override
    public String pause() {
        return waits() ? end() : "";
    }

    @Override
    public String end() {
        String passed = word.toString().toUpperCase(java.util.Locale.ROOT);
        stopped |= passed.contains("BOMB");
        word.setLength(0);
        return passed;
    }

    @Override
    public int held() {
        return word.length();
    }

    @Override
    public boolean waits() {
        return word.toString().endsWith(".");
    }

    @Override
    public Optional<Stop> stop() {
        return stopped ? Optional.of(new Stop("policy_violation", "no-bombs")) : Optional.empty();
    }
}
