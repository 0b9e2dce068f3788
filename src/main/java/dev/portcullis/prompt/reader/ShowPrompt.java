package dev.portcullis.prompt.reader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.prompt.Message;
import dev.portcullis.prompt.registry.PromptCatalogue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Shows a prompt to clients of other registries, in their words. */
public final class ShowPrompt implements Responder<KnownCaller> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<PromptCatalogue> catalogue;

    public ShowPrompt(Supplier<PromptCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Uni<Reply> respond(KnownCaller caller) {
        return Uni.createFrom().item(() -> show(caller));
    }

    private Reply show(KnownCaller caller) {
        String resource = caller.inbound().resource();
        Predicate<String> maySee = caller.tenant().maySee();
        int mark = resource.indexOf('?');
        String name = Query.decoded((mark < 0 ? resource : resource.substring(0, mark)).replace("+", "%2B"));
        Query query = Query.of(mark < 0 ? "" : resource.substring(mark + 1));
        try {
            return caller.inbound().endpoint() == Endpoint.LANGFUSE_PROMPT ? langfuse(maySee, name, query) : litellm(maySee, query);
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    /** As {@code GET /api/public/v2/prompts/{name}} of Langfuse's API answers. */
    private Reply langfuse(Predicate<String> maySee, String name, Query query) {
        Chosen chosen = Chosen.of(catalogue.get(), maySee, name, query.value("version"), query.value("label"));
        ObjectNode shown = JSON.createObjectNode().put("name", chosen.prompt().id()).put("version", chosen.ordinal());
        List<Message> messages = chosen.content().messages();
        if (chosen.content().isTemplate()) {
            shown.put("type", "text").put("prompt", messages.getFirst().content());
        } else {
            shown.put("type", "chat");
            ArrayNode list = shown.putArray("prompt");
            messages.forEach(message -> list.addObject().put("type", "chatmessage").put("role", message.role().word())
                    .put("content", message.content()));
        }
        ObjectNode config = shown.putObject("config");
        chosen.content().model().ifPresent(model -> config.put("model", model));
        config.setAll((ObjectNode) JSON.valueToTree(chosen.content().settings()));
        ArrayNode labels = shown.putArray("labels");
        chosen.labels().forEach(labels::add);
        ArrayNode tags = shown.putArray("tags");
        chosen.content().tags().forEach(tags::add);
        shown.putNull("commitMessage").putNull("resolutionGraph");
        shown.put("createdAt", chosen.version().publishedAt().toString()).put("updatedAt", chosen.version().publishedAt().toString());
        return answer(chosen, shown);
    }

    /** As LiteLLM's generic prompt management asks for it, {@code GET /beta/litellm_prompt_management?prompt_id=…}. */
    private Reply litellm(Predicate<String> maySee, Query query) {
        String id = query.value("prompt_id").orElseThrow(() -> new Refused(new Refusal.MissingParameter("prompt_id")));
        int at = id.indexOf('@');
        Optional<String> version = at < 0 ? query.value("version").or(() -> query.value("prompt_version")) : Optional.of(id.substring(at + 1));
        Optional<String> label = query.value("label").or(() -> query.value("prompt_label"));
        Chosen chosen = Chosen.of(catalogue.get(), maySee, at < 0 ? id : id.substring(0, at), version, label);
        ObjectNode shown = JSON.createObjectNode().put("prompt_id", id);
        ArrayNode list = shown.putArray("prompt_template");
        for (Message message : chosen.content().messages()) {
            String text = PlainVariables.of(message.content()).orElseThrow(() -> new Refused(new Refusal.InvalidValue("prompt_id",
                    "its template has more than plain variables, which LiteLLM's client cannot fill in; call it here instead")));
            list.addObject().put("role", message.role().word()).put("content", text);
        }
        shown.put("prompt_template_model", chosen.content().model().orElse(null));
        shown.set("prompt_template_optional_params", JSON.valueToTree(chosen.content().settings()));
        return answer(chosen, shown);
    }

    private static Reply answer(Chosen chosen, ObjectNode shown) {
        Headers headers = Headers.of("content-type", "application/json")
                .with(PromptUse.HEADER, chosen.prompt().id() + "@" + chosen.version().version());
        return new Answer(200, headers, new Body.Whole(Buffer.buffer(shown.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }
}
