package dev.portcullis.prompt.output;

import dev.portcullis.prompt.OnFail;
import dev.portcullis.prompt.Validation;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.output.schema.Check;
import dev.portcullis.prompt.output.schema.Schema;
import dev.portcullis.prompt.output.schema.UnknownSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What one version promises of its answers, ready to be checked. Immutable, safe for threads. */
final class Contract {

    private final Validation validation;
    private final Sections sections;
    private final Optional<Schema> schema;
    private final boolean known;
    private final ToIntFunction<String> tokens;

    private Contract(Validation validation, Optional<Schema> schema, boolean known, ToIntFunction<String> tokens) {
        this.validation = validation;
        this.sections = new Sections(validation.requiredSections());
        this.schema = schema;
        this.known = known;
        this.tokens = tokens;
    }

    /** @param tokens counts a text's. @return empty where nothing is promised */
    static Optional<Contract> of(Validation validation, ToIntFunction<String> tokens) {
        if (validation.minTokens().isEmpty() && validation.maxTokens().isEmpty() && validation.requiredSections().isEmpty()
                && validation.jsonSchema().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Schema> schema = validation.jsonSchema().isPresent()
                    ? Optional.of(Schema.of(validation.jsonSchema().get())) : Optional.empty();
            return Optional.of(new Contract(validation, schema, true, tokens));
        } catch (UnknownSchema unknown) {
            return Optional.of(new Contract(validation, Optional.empty(), false, tokens));
        }
    }

    OnFail onFail() {
        return validation.onFail();
    }

    /** What can be checked is, also where the schema cannot be. */
    Verdict check(String text) {
        List<String> broken = new ArrayList<>();
        sections.missing(text).forEach(section -> broken.add(Verdict.finding("section", section)));
        if (validation.minTokens().isPresent() || validation.maxTokens().isPresent()) {
            int count = tokens.applyAsInt(text);
            if (count < validation.minTokens().orElse(0)) {
                broken.add("min_tokens=" + count);
            }
            if (count > validation.maxTokens().orElse(Integer.MAX_VALUE)) {
                broken.add("max_tokens=" + count);
            }
        }
        Check check = schema.map(of -> check(of, text)).orElseGet(Check.Holds::new);
        if (check instanceof Check.Broken by) {
            broken.add(by.where().isEmpty() ? "schema" : Verdict.finding("schema", by.where()));
        }
        if (!broken.isEmpty()) {
            return Verdict.failed(broken);
        }
        if (!known) {
            return Verdict.unchecked("schema_unknown");
        }
        return check instanceof Check.Endless ? Verdict.unchecked("schema_too_long") : Verdict.PASSED;
    }

    private static Check check(Schema schema, String text) {
        return switch (JsonReader.read(text)) {
            case JsonReader.Result.Value read -> schema.check(read.value());
            case JsonReader.Result.Malformed malformed -> new Check.Broken("json");
        };
    }
}
