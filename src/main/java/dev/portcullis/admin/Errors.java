package dev.portcullis.admin;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.experiment.run.ExperimentRefused;
import dev.portcullis.release.shadow.run.ShadowRefused;
import dev.portcullis.store.StoreAway;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever a resource, or REST before it, fails with, in the contract's words. */
final class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final Problem MALFORMED = Problem.malformed("The request's body could not be read as JSON.");

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return response(problem).build();
    }

    @ServerExceptionMapper
    Response canary(CanaryRefused refused) {
        return response(switch (refused.why()) {
            case UNKNOWN_VERSION -> Problem.invalid("version", refused.getMessage());
            case ALREADY_BLUE -> Problem.of(409, "already_blue", "version", refused.getMessage());
            case ALL_GREEN -> Problem.of(409, "nothing_to_promote", "green", refused.getMessage());
            case NOT_TWO_TARGETS -> Problem.of(409, "not_two_targets", "model", refused.getMessage());
            case OTHER_GREEN -> Problem.conflict("green_in_use", refused.getMessage());
            case RUNS -> Problem.conflict("canary_running", refused.getMessage());
            case NONE_RUNS -> Problem.unknown("canary_not_found", "id", refused.getMessage());
            case NONE_RUNS_OF_MODEL -> Problem.unknown("canary_not_found", "model", refused.getMessage());
            case NOT_PAUSED -> Problem.conflict("canary_not_paused", refused.getMessage());
        }).build();
    }

    @ServerExceptionMapper
    Response experiment(ExperimentRefused refused) {
        return response(ExperimentProblem.of(refused)).build();
    }

    @ServerExceptionMapper
    Response shadow(ShadowRefused refused) {
        return response(switch (refused.why()) {
            case RUNS -> Problem.conflict("shadow_running", refused.getMessage());
            case NONE_RUNS -> Problem.unknown("shadow_not_found", "id", refused.getMessage());
        }).build();
    }

    @ServerExceptionMapper
    Response away(StoreAway away) {
        return response(Problem.storeUnavailable()).build();
    }

    @ServerExceptionMapper
    Response wrong(AuthenticationFailedException wrong, RoutingContext context) {
        return response(Problem.unauthenticated(AdminMechanism.refusal(context))).build();
    }

    @ServerExceptionMapper
    Response nobody(UnauthorizedException nobody) {
        return response(Problem.unauthenticated(AdminMechanism.NONE)).build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException no) {
        return response(Problem.forbidden()).build();
    }

    /** Has a mapper of Quarkus' own, which answers with nothing. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return response(json(mismatched)).build();
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException unreadable) {
        return response(json(unreadable)).build();
    }

    @ServerExceptionMapper
    Response rest(WebApplicationException refused, RoutingContext context) {
        if (refused.getCause() instanceof JsonProcessingException unreadable) {
            return response(json(unreadable)).build();
        }
        String method = context.request().method().name();
        return switch (refused) {
            // Where a path has several resources, one that does not know the method hides the others: REST finds nothing then.
            case NotFoundException no -> AllowedMethods.insteadOf(method, context.normalizedPath()).map(allowed -> notAllowed(method, allowed))
                    .orElseGet(() -> response(Problem.unknownPath(method, context.request().path())).build());
            case NotAllowedException no -> notAllowed(method, AllowedMethods.of(context.normalizedPath()).orElse("others"));
            case NotSupportedException no -> response(Problem.of(415, "unsupported_media_type", null, "Send application/json.")).build();
            case NotAcceptableException no -> response(Problem.of(406, "not_acceptable", null, "The answer is application/json.")).build();
            default -> refused.getResponse().getStatus() < 500
                    ? response(Problem.of(refused.getResponse().getStatus(), "invalid_request", null, "The request could not be read.")).build()
                    : bug(refused, context);
        };
    }

    private static Response notAllowed(String method, String allowed) {
        return response(Problem.of(405, "method_not_allowed", null, "This URL does not take " + method + "; it takes " + allowed + "."))
                .header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    Response bug(Throwable bug, RoutingContext context) {
        LOG.errorf(bug, "admin request %s broke", AdminRoutes.id(context));
        return response(Problem.broken()).build();
    }

    private static Problem json(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown -> Problem.invalid(path(unknown), "Unknown field '" + unknown.getPropertyName()
                    + "'. Known here: " + known(unknown.getKnownPropertyIds()) + ".");
            case JsonMappingException wrong when wrong.getCause() instanceof JsonParseException -> MALFORMED;
            case JsonMappingException wrong when wrong.getPath().isEmpty() -> Problem.invalid(null, "The body is not a JSON object as it is expected here.");
            case JsonMappingException wrong -> Problem.invalid(path(wrong), "Invalid value for '" + path(wrong) + "': another type is expected.");
            default -> MALFORMED;
        };
    }

    private static String path(JsonMappingException wrong) {
        return wrong.getPath().stream().map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String known(Collection<Object> names) {
        return names == null || names.isEmpty() ? "none" : names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static Response.ResponseBuilder response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(problem.json());
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return problem.passes() ? response.header(HttpHeaders.RETRY_AFTER, Problem.retryAfter()) : response;
    }
}
