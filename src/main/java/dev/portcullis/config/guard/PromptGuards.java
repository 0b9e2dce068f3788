package dev.portcullis.config.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.portcullis.config.yaml.PromptPattern;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Wildcard;

/**
 * What a guard has for calls of some prompts, in place of what it has for all others.
 *
 * @param entries at most {@value #MOST}, in the order of the file: the first that matches counts
 */
public record PromptGuards(List<Entry> entries) {

    public static final PromptGuards NONE = new PromptGuards(List.of());

    static final int MOST = 256;

    /**
     * @param pattern  of prompts' ids; {@code *} stands for any number of characters
     * @param settings complete: with what the guard says where the entry says nothing
     */
    public record Entry(String pattern, GuardSettings settings) {

        /** Allocates nothing. */
        public boolean isFor(String prompt) {
            return Wildcard.matches(pattern, prompt);
        }
    }

    public PromptGuards {
        entries = List.copyOf(entries);
    }

    public boolean isNone() {
        return entries.isEmpty();
    }

    /** Empty where what the guard has for all counts. */
    public Optional<GuardSettings> find(String prompt) {
        return entries.stream().filter(entry -> entry.isFor(prompt)).findFirst().map(Entry::settings);
    }

    static PromptGuards read(Section in, GuardSettings guard) {
        List<Entry> entries = new ArrayList<>();
        in.named("prompts", (pattern, section) -> {
            check(pattern, section, entries);
            return entries.add(new Entry(pattern, over(guard, section)));
        });
        if (entries.size() > MOST) {
            in.problem("prompts", "has " + entries.size() + " entries, and at most " + MOST
                    + " are allowed; use patterns, such as support-*");
        }
        return new PromptGuards(entries);
    }

    private static void check(String pattern, Section in, List<Entry> before) {
        if (!PromptPattern.canMatch(pattern)) {
            in.problem(PromptPattern.WRONG);
        }
        // A star of this one is met by a star of the other only: what that takes for a text it takes with anything in the star's place.
        before.stream().filter(entry -> entry.isFor(pattern)).findFirst().ifPresent(entry -> in.problem("is never reached: '"
                + entry.pattern + "' before it matches all that it does; put the narrower one first"));
    }

    private static GuardSettings over(GuardSettings guard, Section in) {
        boolean meant = in.flag("weaker", false);
        Floor floor = new Floor(meant);
        GuardSettings settings = GuardSettings.over(guard, in, floor);
        if (meant && !floor.isBelow()) {
            in.later(() -> in.warning("weaker", "nothing here is weaker than in the guard; leave it out"));
        }
        return settings;
    }
}
