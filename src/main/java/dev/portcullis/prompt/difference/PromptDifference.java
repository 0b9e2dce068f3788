package dev.portcullis.prompt.difference;

import dev.portcullis.prompt.Message;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.Role;
import dev.portcullis.prompt.version.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between two versions of a prompt, those differences first that ask for the largest step.
 *
 * @param changes none where the two differ in their numbers alone
 */
public record PromptDifference(PromptVersion from, PromptVersion to, List<ContractChange> changes) {

    /** As many are said in one sentence. */
    private static final int REASONS = 5;

    public static PromptDifference between(PromptVersion from, PromptVersion to) {
        List<ContractChange> changes = new ArrayList<>(ParameterChanges.between(from.parameters(), to.parameters()));
        changes.addAll(ValidationChanges.between(from.validation(), to.validation()));
        messages(from, to, changes);
        if (!from.model().equals(to.model())) {
            changes.add(ContractChange.minor("model", "the model " + model(from) + " was replaced by " + model(to)));
        }
        TreeSet<String> settings = new TreeSet<>(from.settings().keySet());
        settings.addAll(to.settings().keySet());
        for (String name : settings) {
            if (!Objects.equals(from.settings().get(name), to.settings().get(name))) {
                changes.add(ContractChange.minor("settings." + name, "the setting '" + name + "' was " + (!to.settings().containsKey(name) ? "removed"
                        : from.settings().containsKey(name) ? "changed" : "added")));
            }
        }
        if (!from.category().equals(to.category())) {
            changes.add(ContractChange.minor("category", "the category was changed, which answers are kept by"));
        }
        wording("name", from.name(), to.name(), changes);
        wording("description", from.description(), to.description(), changes);
        if (!from.metadata().equals(to.metadata())) {
            changes.add(ContractChange.patch("metadata", "the metadata was changed"));
        }
        changes.sort(Comparator.comparing(ContractChange::step).reversed());
        return new PromptDifference(from, to, List.copyOf(changes));
    }

    /** The smallest step that says what has changed; empty where nothing has. */
    public Optional<Step> step() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getFirst().step());
    }

    /** Whether the two numbers are as far from each other as what differs asks for. */
    public boolean fitsTheNumbers() {
        return step().map(needed -> from.version().stepTo(to.version()).isAtLeast(needed)).orElse(true);
    }

    /** The changes that ask for a step as large as this or larger, in one sentence without a full stop. */
    public String reasons(Step least) {
        List<String> reasons = changes.stream().filter(change -> change.step().isAtLeast(least)).map(ContractChange::sentence).toList();
        return reasons.stream().limit(REASONS).collect(Collectors.joining(", "))
                + (reasons.size() > REASONS ? " and " + (reasons.size() - REASONS) + " more" : "");
    }

    private static void messages(PromptVersion from, PromptVersion to, List<ContractChange> changes) {
        if (!from.roles().equals(to.roles())) {
            changes.add(ContractChange.major("messages", "the roles were changed from " + roles(from) + " to " + roles(to)));
            return;
        }
        for (int i = 0; i < from.messages().size(); i++) {
            Message was = from.messages().get(i);
            if (!was.content().equals(to.messages().get(i).content())) {
                changes.add(ContractChange.patch(to.isTemplate() ? "template" : "messages[" + i + "].content",
                        to.messages().size() == 1 ? "the text was reworded" : "the text of message " + (i + 1) + " was reworded"));
            }
        }
        if (from.isTemplate() != to.isTemplate()) {
            changes.add(ContractChange.patch("messages", "the message is written as a " + (to.isTemplate() ? "template" : "list of one") + " now"));
        }
    }

    private static String roles(PromptVersion version) {
        return version.roles().stream().map(Role::word).collect(Collectors.joining(", "));
    }

    private static String model(PromptVersion version) {
        return version.model().map(name -> "'" + name + "'").orElse("that the call names");
    }

    private static void wording(String field, String was, String is, List<ContractChange> changes) {
        if (!was.equals(is)) {
            changes.add(ContractChange.patch(field, "the " + field + " was changed"));
        }
    }
}
