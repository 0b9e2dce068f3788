package dev.portcullis.prompt.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.release.Experiments;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.render.Renderer;
import dev.portcullis.prompt.render.Rendering;
import dev.portcullis.prompt.render.engine.CompiledMessage;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.engine.RenderBounds;
import dev.portcullis.prompt.render.engine.Span;
import dev.portcullis.prompt.render.parameter.Fault;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes an ordinary call of one that names a prompt: the version's messages come first, then the call's; what the call says itself wins
 * over an experiment's model and settings, and these over the version's. Safe for threads; waits for nobody.
 */
public final class ExpandPrompt implements Prompts {

    private static final String MODEL = "model";

    private final Supplier<PromptCatalogue> catalogue;
    private final Templates compiled;
    private final Renderer renderer;
    private final Experiments experiments;
    private final Predicate<String> keepsAsked;

    /** @param keepsAsked whether another version of the prompt of this id may be asked with the body as it came; else it is not kept */
    public ExpandPrompt(Supplier<PromptCatalogue> catalogue, Templates compiled, Renderer renderer, Experiments experiments,
            Predicate<String> keepsAsked) {
        this.catalogue = catalogue;
        this.compiled = compiled;
        this.renderer = renderer;
        this.experiments = experiments;
        this.keepsAsked = keepsAsked;
    }

    /** A call and the version that it gets. */
    private record Naming(ObjectNode call, NamedPrompt named, Choice choice) {

        PublishedVersion version() {
            return choice.version();
        }
    }

    @Override
    public Prompted expand(Buffer body, Asker asker) {
        Naming naming = read(body, asker);
        PromptVersion content = content(naming);
        return filled(body, naming, content, renderer.render(template(naming, content), naming.named.variables()));
    }

    @Override
    public Optional<Prompted> expandIfBrief(Buffer body, Asker asker) {
        Naming naming = read(body, asker);
        PromptVersion content = content(naming);
        return renderer.renderWithin(RenderBounds.BRIEF, template(naming, content), naming.named.variables()).map(rendering -> filled(body, naming, content, rendering));
    }

    @Override
    public Optional<Prompted> expandIfReady(Buffer body, Asker asker) {
        Naming naming = read(body, asker);
        return naming.version().contentIfRead().flatMap(content -> compiled.ifReady(naming.version())
                .flatMap(template -> renderer.renderWithin(RenderBounds.AT_ONCE, template, naming.named.variables())).map(rendering -> filled(body, naming, content, rendering)));
    }

    private static PromptVersion content(Naming naming) {
        return naming.version().content().orElseThrow(() -> notFound(naming.named, "this version needs a newer gateway"));
    }

    private CompiledPrompt template(Naming naming, PromptVersion content) {
        return compiled.of(naming.version(), content).orElseThrow(() -> notFound(naming.named, "this version cannot be rendered"));
    }

    private Naming read(Buffer body, Asker asker) {
        ObjectNode call = CallTree.read(body);
        NamedPrompt named = NamedPrompt.of(call);
        PromptCatalogue known = catalogue.get();
        Prompt prompt = known.find(named.id()).filter(there -> asker.tenant().maySee().test(there.id()))
                .orElseThrow(() -> new Refused(Refusal.noPrompt(named.address(), known.isRead())));
        Choice choice = Choice.of(prompt, named, asker.caller(), experiments, field -> saysItself(call, field))
                .orElseThrow(() -> notFound(named, Choice.others(prompt)));
        return new Naming(call, named, choice);
    }

    private Prompted filled(Buffer asked, Naming naming, PromptVersion content, Rendering rendering) {
        NamedPrompt named = naming.named;
        ObjectNode call = naming.call;
        Rendering.Rendered rendered = switch (rendering) {
            case Rendering.Rendered done -> done;
            case Rendering.Refused refused -> throw refused(naming, refused);
        };
        named.removeFrom(call, content.parameters().keySet());
        settings(call, naming.choice.model(), naming.choice.settings());
        settings(call, content.model(), content.settings());
        List<String> given = Given.of(named.variables(), call.path("messages"));
        messages(call, rendered.messages());
        PromptUse use = use(content, naming, rendered.messages(), call.get("messages").size(), given);
        return new Prompted(Buffer.buffer(call.toString()), named.version().isEmpty() && keepsAsked.test(content.id()) ? use.asked(asked) : use);
    }

    /** @param count the call's messages, its own included, which come last */
    private static PromptUse use(PromptVersion content, Naming naming, List<CompiledMessage.Text> rendered, int count,
            List<String> given) {
        List<String> untrusted = untrusted(rendered);
        String number = naming.version().version().toString();
        if (count > rendered.size()) {
            return new PromptUse(content.id(), number, content.category(), untrusted, naming.choice.assignment(), given);
        }
        CompiledMessage.Text last = rendered.getLast();
        boolean asks = last.valuesFrom() < last.valuesTo() && last.spans().isEmpty();
        return new PromptUse(content.id(), number, content.category(), untrusted, asks ? last.valuesFrom() : PromptUse.NOTHING_ASKED,
                asks ? last.text().length() - last.valuesTo() : 0, naming.choice.assignment(), given);
    }

    private static void settings(ObjectNode call, Optional<String> model, Map<String, Object> settings) {
        model.filter(name -> !call.has(MODEL)).ifPresent(name -> call.put(MODEL, name));
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            if (!says(call, setting.getKey())) {
                call.set(setting.getKey(), CallTree.JSON.valueToTree(setting.getValue()));
            }
        }
    }

    /** What names the prompt in the model's place is no model. */
    private static boolean saysItself(ObjectNode call, String field) {
        return says(call, field) && !(field.equals(MODEL) && NamedPrompt.isAddress(call.get(MODEL)));
    }

    /** The two limits of an answer's length are one field by its old and its new name; providers refuse a call that has both. */
    private static boolean says(ObjectNode call, String setting) {
        return call.has(setting) || setting.equals("max_tokens") && call.has("max_completion_tokens")
                || setting.equals("max_completion_tokens") && call.has("max_tokens");
    }

    private static void messages(ObjectNode call, List<CompiledMessage.Text> rendered) {
        ArrayNode messages = CallTree.JSON.createArrayNode();
        rendered.forEach(message -> messages.addObject().put("role", message.role()).put("content", message.text()));
        JsonNode own = call.path("messages");
        if (own.isArray()) {
            messages.addAll((ArrayNode) own);
        } else if (!own.isMissingNode() && !own.isNull()) {
            throw new Refused(new Refusal.InvalidValue("messages", "an array of messages is expected"));
        }
        call.set("messages", messages);
    }

    private static List<String> untrusted(List<CompiledMessage.Text> messages) {
        List<String> values = new ArrayList<>();
        for (CompiledMessage.Text message : messages) {
            message.spans().forEach(span -> values.add(message.text().substring(span.from(), span.to())));
            if (message.spans().size() > 1) {
                values.add(together(message));
            }
        }
        return values;
    }

    /** What is harmless piece by piece, a list's elements say, may not be as the model reads it. Of the author's words between only the gap stays. */
    private static String together(CompiledMessage.Text message) {
        StringBuilder all = new StringBuilder();
        int end = message.spans().getFirst().from();
        for (Span span : message.spans()) {
            String between = message.text().substring(end, span.from());
            all.append(between.isBlank() ? between : "\n").append(message.text(), span.from(), span.to());
            end = span.to();
        }
        return all.toString();
    }

    private static Refused notFound(NamedPrompt named, String detail) {
        return new Refused(new Refusal.PromptNotFound(named.address(), detail));
    }

    private static Refused refused(Naming naming, Rendering.Refused refused) {
        NamedPrompt named = naming.named;
        List<String> missing = refused.faults().stream().filter(fault -> fault.reason() == Fault.Reason.MISSING).map(Fault::variable).toList();
        Refusal refusal = missing.isEmpty() ? new Refusal.InvalidValue(named.field(), refused.message()) : new Refusal.MissingParameter(named.field(), missing);
        return new Refused(refusal.with(Headers.of(PromptUse.HEADER, named.id() + "@" + naming.version().version())));
    }
}
