package dev.portcullis.prompt.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.List;

/** Prompts that promise something, and answers in OpenAI's format. */
final class Outputs {

    static final PromptUse USE = new PromptUse("p", "1.0.0", "", List.of());
    static final String DONE = "data: [DONE]\n\n";

    private Outputs() {
    }

    /** A word is a token here. @param validation as JSON */
    static Contracts contracts(String validation) {
        String document = "{\"id\":\"p\",\"version\":\"1.0.0\",\"template\":\"x\",\"validation\":" + validation + "}";
        PublishedVersion version = new PublishedVersion(Semver.parse("1.0.0").orElseThrow(), "sha256:" + validation.hashCode(), Instant.EPOCH, "somebody", document);
        PromptCatalogue catalogue = PromptCatalogue.EMPTY.with(List.of(new PromptCatalogue.Entry("p", version)));
        version.content();
        return new Contracts(() -> catalogue, text -> text.isBlank() ? 0 : text.strip().split("\\s+").length);
    }

    static Contract contract(String validation) {
        Contracts contracts = contracts(validation);
        return contracts.version(USE).flatMap(contracts::of).orElseThrow();
    }

    static String whole(String... texts) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", "a");
        for (int i = 0; i < texts.length; i++) {
            body.withArray("choices").addObject().put("index", i).putObject("message").put("role", "assistant").put("content", texts[i]);
        }
        return body.toString();
    }

    static String event(int choice, String piece) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", "a");
        body.withArray("choices").addObject().put("index", choice).putObject("delta").put("content", piece);
        return "data: " + body + "\n\n";
    }
}
