package dev.portcullis.prompt.difference;

import dev.portcullis.prompt.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs between two promises of what an answer is like. Whatever an answer had and may lack now is major; all else is minor. */
final class ValidationChanges {

    private static final String PATH = "validation.";

    private ValidationChanges() {
    }

    static List<ContractChange> between(Validation from, Validation to) {
        List<ContractChange> changes = new ArrayList<>();
        for (String section : from.requiredSections()) {
            if (!to.requiredSections().contains(section)) {
                changes.add(ContractChange.major(PATH + "required_sections", "the required section '" + section + "' was removed"));
            }
        }
        for (String section : to.requiredSections()) {
            if (!from.requiredSections().contains(section)) {
                changes.add(ContractChange.minor(PATH + "required_sections", "the required section '" + section + "' was added"));
            }
        }
        if (changes.isEmpty() && !from.requiredSections().equals(to.requiredSections())) {
            changes.add(ContractChange.patch(PATH + "required_sections", "the required sections are in another order"));
        }
        if (!from.jsonSchema().equals(to.jsonSchema())) {
            changes.add(schema(from.jsonSchema(), to.jsonSchema()));
        }
        if (!from.minTokens().equals(to.minTokens())) {
            changes.add(ContractChange.minor(PATH + "min_tokens", "answers have another least number of tokens"));
        }
        if (!from.maxTokens().equals(to.maxTokens())) {
            changes.add(ContractChange.minor(PATH + "max_tokens", "answers have another greatest number of tokens"));
        }
        if (from.onFail() != to.onFail()) {
            changes.add(ContractChange.minor(PATH + "on_fail", "an answer that is not as promised is treated as '" + to.onFail().word() + "' now in place of '"
                    + from.onFail().word() + "'"));
        }
        return changes;
    }

    private static ContractChange schema(Optional<Map<String, Object>> from, Optional<Map<String, Object>> to) {
        String path = PATH + "json_schema";
        if (from.isEmpty()) {
            return ContractChange.minor(path, "a JSON Schema for answers was added");
        }
        if (to.isEmpty()) {
            return ContractChange.major(path, "the JSON Schema for answers was removed");
        }
        Map<String, Object> is = SchemaProperties.of(to.get());
        Map<String, Object> was = SchemaProperties.of(from.get());
        Optional<String> lost = was.keySet().stream().filter(name -> !is.containsKey(name) || !is.get(name).equals(was.get(name))).sorted().findFirst();
        return lost.map(name -> ContractChange.major(path, "the JSON Schema for answers has the property '" + name + "' no more, or with another type"))
                .orElseGet(() -> ContractChange.minor(path, "the JSON Schema for answers was changed"));
    }
}
