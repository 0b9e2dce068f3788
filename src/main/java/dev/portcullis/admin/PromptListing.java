package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptRow;
import dev.portcullis.prompt.registry.PublishedVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is asked for of the list of prompts.
 *
 * @param text     to be found in the id, the name, the description or a tag, in capitals or not; empty for any
 * @param tag      exactly; empty for any
 * @param category exactly; empty for any
 * @param after    the id of the last one that was listed before; empty to begin
 * @param most     how many are listed at once
 */
record PromptListing(String text, String tag, String category, String after, int most) {

    /**
     * @param source {@code database}, or {@code directory}: then it cannot be changed here
     * @param newest the newest release, or the newest pre-release while there is no release; the fields behind it are of it
     */
    public record ListedPrompt(String id, String source, String newest, String name, String description, String category, List<String> tags,
            @JsonProperty("changed_at") Instant changedAt) {

        static ListedPrompt of(PromptRow row) {
            return new ListedPrompt(row.id, ShownPrompts.DATABASE, row.newest, row.name, row.description, row.category,
                    Arrays.stream(row.tags.split("\n")).filter(tag -> !tag.isEmpty()).toList(), row.changedAt);
        }

        private static Optional<ListedPrompt> of(Prompt prompt) {
            return prompt.versions().newest().flatMap(newest -> newest.content().map(content -> of(newest, content)));
        }

        private static ListedPrompt of(PublishedVersion newest, PromptVersion content) {
            return new ListedPrompt(content.id(), ShownPrompts.DIRECTORY, newest.version().toString(), content.name(), content.description(),
                    content.category(), content.tags(), newest.publishedAt());
        }
    }

    /** @param next what to give as {@code after} for the rest; left out at the end */
    public record PromptPage(List<ListedPrompt> data, @JsonInclude(JsonInclude.Include.NON_NULL) String next) {
    }

    /**
     * One list of two, in the order of ids.
     *
     * @param rows      those of the database that are asked for, the first ones behind {@link #after}; where there are {@link #most}, there may be more
     * @param directory every prompt of the directory, asked for or not
     * @param hidden    whether a prompt of this id is the directory's, and so the database's not served
     */
    PromptPage page(List<PromptRow> rows, Stream<Prompt> directory, Predicate<String> hidden) {
        boolean more = rows.size() >= most;
        String end = more ? rows.getLast().id : null;
        List<ListedPrompt> both = Stream.concat(rows.stream().filter(row -> !hidden.test(row.id)).map(ListedPrompt::of),
                directory.filter(prompt -> prompt.id().compareTo(after) > 0 && (end == null || prompt.id().compareTo(end) <= 0))
                        .map(ListedPrompt::of).flatMap(Optional::stream).filter(this::isAskedFor))
                .sorted(Comparator.comparing(ListedPrompt::id)).toList();
        return both.size() > most ? new PromptPage(both.subList(0, most), both.get(most - 1).id()) : new PromptPage(both, end);
    }

    /** As the database searches. */
    private boolean isAskedFor(ListedPrompt prompt) {
        String words = String.join(" ", prompt.id, prompt.name, prompt.description, String.join("\n", prompt.tags)).toLowerCase(Locale.ROOT);
        return words.contains(text.toLowerCase(Locale.ROOT)) && (tag.isEmpty() || prompt.tags.contains(tag)) && (category.isEmpty() || prompt.category.equals(category));
    }
}
