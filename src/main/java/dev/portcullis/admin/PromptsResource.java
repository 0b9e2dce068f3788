package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.TemplateCheck;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.difference.ContractChange;
import dev.portcullis.prompt.difference.PromptDifference;
import dev.portcullis.prompt.json.JsonText;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.registry.Publication;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Step;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Prompts and their versions: published, listed, compared. */
@Path("/v1/prompts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "prompts", description = "Prompts as released software: immutable versions whose numbers say what a change means for callers.")
public final class PromptsResource {

    private static final String EXAMPLE = """
            {"id":"code-review","version":"2.1.0","category":"analysis","template":"Review this {{language}} code.","parameters":{"language":"required"}}""";
    private static final int MOST_SEARCHED = 200;

    /**
     * @param step     from the release before; null where there is none, or where nothing differs from it
     * @param warnings what is allowed and may not be meant
     */
    public record FreshVersion(String id, String version, String hash, @JsonProperty("published_at") Instant publishedAt,
            @JsonProperty("published_by") String publishedBy, String step, List<ListedChange> changes, List<String> warnings) {
    }

    /** A version that can be published, as far as can be said without its number. */
    private record Checked(PromptDraft draft, List<String> warnings) {
    }

    /** @param step the least that it asks for: {@code major}, {@code minor} or {@code patch} */
    public record ListedChange(String step, String path, String change) {

        static List<ListedChange> of(PromptDifference difference) {
            return difference.changes().stream().map(ListedChange::of).toList();
        }

        static ListedChange of(ContractChange change) {
            return new ListedChange(change.step().word(), change.path(), change.sentence());
        }
    }

    public record ListedVersion(String version, String hash, @JsonProperty("published_at") Instant publishedAt,
            @JsonProperty("published_by") String publishedBy) {

        static ListedVersion of(PublishedVersion version) {
            return new ListedVersion(version.version().toString(), version.hash(), version.publishedAt(), version.publishedBy());
        }
    }

    /**
     * @param source   {@code database}, or {@code directory}: then it cannot be changed here
     * @param versions the newest first
     */
    public record ShownPrompt(String id, String source, PromptDeploymentResource.ShownDeployment deployment, List<ListedVersion> versions) {
    }

    /**
     * @param step the smallest that says what differs; null where nothing does
     * @param fits whether the two numbers are as far from each other
     */
    public record Difference(String id, String from, String to, String step, boolean fits, List<ListedChange> changes) {
    }

    private final ShownPrompts prompts;
    private final PromptStore store;
    private final TemplateCheck check;
    private final Templates templates;
    private final Transactions transactions;
    private final InstantSource clock;

    PromptsResource(ShownPrompts prompts, PromptStore store, TemplateCheck check, Templates templates, Transactions transactions, InstantSource clock) {
        this.prompts = prompts;
        this.store = store;
        this.check = check;
        this.templates = templates;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Publish a version", description = "\"version\":\"auto\" leaves the number to the server. 409 where the number is taken, 422 "
            + "with every reason where the version is invalid, or its number too small a step for what it changes. There on every replica within a second.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    @APIResponseSchema(value = FreshVersion.class, responseCode = "201", responseDescription = "It is published")
    public Uni<FreshVersion> publish(@Context RoutingContext context) {
        Buffer body = AdminRoutes.body(context);
        Admin admin = Admin.of(context);
        return Uni.createFrom().item(() -> checked(body)).runSubscriptionOn(Infrastructure.getDefaultExecutor()).chain(checked -> publish(checked, admin));
    }

    /** For a worker: reading a large version and compiling it takes many milliseconds. */
    private Checked checked(Buffer body) {
        PromptDraft draft = PromptBody.read(body);
        List<Fault> faults = check.check(draft.content());
        if (!faults.isEmpty()) {
            throw PromptBody.invalid(faults);
        }
        prompts.mayChange(draft.content().id());
        return new Checked(draft, templates.warnings(draft.content()).stream().map(Fault::toString).toList());
    }

    private Uni<FreshVersion> publish(Checked checked, Admin admin) {
        PromptDraft draft = checked.draft;
        return transactions.run(() -> store.publish(draft, admin.who()).flatMap(outcome -> {
            Publication.Published published = published(outcome, draft.content().id());
            return admin.wrote(clock.instant(), "prompt.publish", published.version().id(),
                    published.before().map(before -> number(before.from())).orElse(null), number(published.version()).put("hash", published.hash())).replaceWith(published);
        })).call(prompts::refreshed).map(published -> new FreshVersion(published.version().id(), published.version().version().toString(), published.hash(),
                published.at(), admin.who(), published.before().flatMap(PromptDifference::step).map(Step::word).orElse(null),
                published.before().map(ListedChange::of).orElse(List.of()), checked.warnings));
    }

    private static Publication.Published published(Publication outcome, String id) {
        return switch (outcome) {
            case Publication.Published published -> published;
            case Publication.Exists exists -> throw Problem.conflict("version_exists", "The prompt '" + id + "' has a version " + exists.version()
                    + " already, with " + (exists.same() ? "the same content" : "other content") + ". Versions never change; publish another number.");
            case Publication.Unchanged unchanged -> throw Problem.conflict("prompt_unchanged",
                    "Nothing differs from version " + unchanged.version() + " of the prompt '" + id + "'.");
            case Publication.StepTooSmall small -> throw Problem.listed(422, "version_step_too_small", "version",
                    "Not published: " + small.why().sentence() + ".", small.why().difference().changes().stream().map(change -> change.step().word() + ": " + change.sentence()).toList());
            case Publication.Full full -> throw Problem.of(422, "too_many_versions", null, full.sentence());
        };
    }

    @GET
    @Operation(summary = "List prompts", description = "In the order of their ids, with what the newest version of each says.")
    public Uni<PromptListing.PromptPage> list(
            @Parameter(description = "to be found in the id, the name, the description or a tag, in capitals or not") @QueryParam("text") String text,
            @Parameter(description = "only those with this tag") @QueryParam("tag") String tag,
            @Parameter(description = "only those of this category") @QueryParam("category") String category,
            @Parameter(description = "1 to 1000; 100, if left out") @QueryParam("limit") String limit,
            @Parameter(description = "'next' of the answer before") @QueryParam("after") String after) {
        PromptListing listing = new PromptListing(searched("text", text), searched("tag", tag), searched("category", category), searched("after", after),
                Limits.read(limit));
        return transactions.run(() -> store.search(listing.text(), listing.tag(), listing.category(), listing.after(), listing.most()))
                .emitOn(Infrastructure.getDefaultExecutor()).map(rows -> prompts.page(listing, rows));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A prompt and its versions", description = "The newest first, and what callers get who name none.")
    public ShownPrompt get(@PathParam("id") String id) {
        Prompt prompt = prompts.prompt(id);
        return new ShownPrompt(id, prompts.source(id), PromptDeploymentResource.ShownDeployment.of(prompt),
                prompt.versions().descending().stream().map(ListedVersion::of).toList());
    }

    @GET
    @Path("/{id}/versions/{version}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(summary = "A version", description = "As it was published, and when, by whom, and its content's hash. 'version' may be a range or 'latest'.")
    @APIResponse(responseCode = "200", description = "The version", content = @Content(schema = @Schema(implementation = Map.class)))
    public Response version(@PathParam("id") String id, @PathParam("version") String version,
            @Parameter(description = "'prompt' for a .prompt file, 'json' for a JSON file, neither of them with hash, time and publisher") @QueryParam("format") String format) {
        PublishedVersion published = PromptNames.version(prompts.prompt(id), "version", version);
        if (format != null) {
            return PromptBody.file(PromptNames.content(published), format);
        }
        Map<String, Object> shown = new LinkedHashMap<>(PromptDocument.of(PromptNames.content(published)));
        shown.put(PromptBody.HASH, published.hash());
        shown.put(PromptBody.PUBLISHED_AT, published.publishedAt().toString());
        shown.put(PromptBody.PUBLISHED_BY, published.publishedBy());
        return Response.ok(JsonText.compact(shown), MediaType.APPLICATION_JSON).build();
    }

    @GET
    @Path("/{id}/diff")
    @Operation(summary = "What differs between two versions", description = "Each difference with the step that it asks for, the largest first.")
    public Difference diff(@PathParam("id") String id, @Parameter(description = "a version, a range or 'latest'") @QueryParam("from") String from,
            @Parameter(description = "a version, a range or 'latest'") @QueryParam("to") String to) {
        Prompt prompt = prompts.prompt(id);
        PromptVersion was = PromptNames.content(PromptNames.version(prompt, "from", from));
        PromptVersion is = PromptNames.content(PromptNames.version(prompt, "to", to));
        PromptDifference difference = PromptDifference.between(was, is);
        return new Difference(id, was.version().toString(), is.version().toString(), difference.step().map(Step::word).orElse(null),
                difference.fitsTheNumbers(), ListedChange.of(difference));
    }

    private static ObjectNode number(PromptVersion version) {
        return JsonNodeFactory.instance.objectNode().put("version", version.version().toString());
    }

    /** PostgreSQL's texts have no zeros. */
    private static String searched(String field, String given) {
        if (given != null && (given.indexOf('\0') >= 0 || given.length() > MOST_SEARCHED)) {
            throw Problem.invalid(field, "Invalid value for '" + field + "': at most " + MOST_SEARCHED + " characters are expected, and no zeros.");
        }
        return given == null ? "" : given;
    }
}
