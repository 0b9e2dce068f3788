package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.call.InputPart;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.render.Renderer;
import dev.portcullis.prompt.render.Rendering;
import dev.portcullis.prompt.render.engine.CompiledMessage;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.parameter.Fault;
import dev.portcullis.usage.Prices;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a model would be given: a version with variables in it, without a call. */
@Path("/v1/prompts/{id}/versions/{version}/render")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "prompts")
public final class PromptRenderResource {

    /** @param tokens of the content, as the newest of OpenAI's models count */
    public record ShownMessage(String role, String content, int tokens) {
    }

    /**
     * @param tokens   of all messages, with what OpenAI puts around each
     * @param estimatedCost of these tokens and of as many as the version's settings allow for the answer, in USD; null where no model is named
     * @param warnings what is allowed and may not be meant
     */
    public record RenderedPrompt(String id, String version, String model, List<ShownMessage> messages, int tokens,
            @JsonProperty("estimated_cost_usd") String estimatedCost, List<String> warnings) {
    }

    /** What OpenAI puts around each message, and behind all of them. */
    private static final int AROUND_MESSAGE = 4;
    private static final int BEHIND_ALL = 3;
    private static final List<String> KNOWN = List.of("variables", "model");

    private final ShownPrompts prompts;
    private final Templates templates;
    private final Renderer renderer;
    private final Prices prices;

    PromptRenderResource(ShownPrompts prompts, Templates templates, Renderer renderer, Prices prices) {
        this.prompts = prompts;
        this.templates = templates;
        this.renderer = renderer;
        this.prices = prices;
    }

    @POST
    @Operation(summary = "Render a version", description = "With the tokens of each message and what they would cost. 'version' may be a range or 'latest'; "
            + "'model' says for which model, where the version names none or another one is meant.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Map.class, examples = "{\"variables\":{\"who\":\"Ann\"}}")))
    public RenderedPrompt render(@PathParam("id") String id, @PathParam("version") String version, @Context RoutingContext context) {
        PublishedVersion published = PromptNames.version(prompts.prompt(id), "version", version);
        PromptVersion content = PromptNames.content(published);
        Map<String, Object> asked = asked(context);
        CompiledPrompt compiled = templates.of(published, content).orElseThrow(() -> Problem.conflict("prompt_unreadable",
                "The templates of version " + published.version() + " cannot be read."));
        return switch (renderer.render(compiled, variables(asked))) {
            case Rendering.Rendered rendered -> shown(content, rendered, model(asked).or(content::model));
            case Rendering.Refused refused -> throw Problem.listed(422, "invalid_variables", "variables", "Not rendered: " + refused.message() + ".",
                    refused.faults().stream().map(Fault::text).toList());
        };
    }

    private RenderedPrompt shown(PromptVersion content, Rendering.Rendered rendered, Optional<String> model) {
        List<ShownMessage> messages = rendered.messages().stream().map(this::shown).toList();
        int tokens = BEHIND_ALL + messages.stream().mapToInt(message -> AROUND_MESSAGE + message.tokens).sum();
        List<String> warnings = new ArrayList<>();
        rendered.unknown().forEach(name -> warnings.add("'" + name + "' is not a parameter of this version; it was left out"));
        templates.warnings(content).forEach(warning -> warnings.add(warning.toString()));
        long output = content.settings().get("max_completion_tokens") instanceof Number most ? most.longValue()
                : content.settings().get("max_tokens") instanceof Number most ? most.longValue() : 0;
        return new RenderedPrompt(content.id(), content.version().toString(), model.orElse(null), messages, tokens,
                model.map(name -> prices.estimate(name, Usage.estimate(tokens, output)).toString()).orElse(null), warnings);
    }

    private ShownMessage shown(CompiledMessage.Text message) {
        return new ShownMessage(message.role(), message.text(), renderer.tokens(message.text()));
    }

    private static Map<String, Object> asked(RoutingContext context) {
        if (!(PromptBody.data(AdminRoutes.body(context)) instanceof Map<?, ?> members)) {
            throw Problem.malformed("Expected a JSON object with 'variables'.");
        }
        Map<String, Object> asked = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!KNOWN.contains(String.valueOf(name))) {
                throw Problem.invalid(String.valueOf(name), "Unknown field; known here: variables, model.");
            }
            asked.put(String.valueOf(name), value);
        });
        return asked;
    }

    private static Map<String, Object> variables(Map<String, Object> asked) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Object given = asked.get("variables");
        if (given != null && !(given instanceof Map)) {
            throw Problem.invalid("variables", "Invalid value for 'variables': an object with a value for each is expected.");
        }
        if (given instanceof Map<?, ?> each) {
            each.forEach((name, value) -> variables.put(String.valueOf(name), value == null ? null : InputPart.said(value).orElseThrow(
                    () -> Problem.invalid("variables." + name, "Invalid value for 'variables." + name + "': " + InputPart.EXPECTED + "."))));
        }
        return variables;
    }

    private static Optional<String> model(Map<String, Object> asked) {
        Object model = asked.get("model");
        if (model != null && !(model instanceof String)) {
            throw Problem.invalid("model", "Invalid value for 'model': a name is expected.");
        }
        return Optional.ofNullable((String) model);
    }
}
