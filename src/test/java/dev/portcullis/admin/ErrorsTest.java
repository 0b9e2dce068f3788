package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.get(method.getName())));
    }

    /** @return status and {@code allow} header */
    private static String answer(WebApplicationException refused, String method, String path) {
        HttpServerRequest request = answering(HttpServerRequest.class, Map.of("method", HttpMethod.valueOf(method), "path", path));
        Response response = new Errors().rest(refused, answering(RoutingContext.class, Map.of("request", request, "normalizedPath", path)));
        return response.getStatus() + " " + response.getHeaderString("allow");
    }

    /** Was 404 unknown_url wherever a longer path of another resource begins with this one. */
    @Test
    void aPathThatIsKnownSaysWhichMethodsItTakesThoughRestDoesNotFindIt() {
        assertEquals("405 GET, PUT", answer(new NotFoundException(), "DELETE", "/admin/v1/prompts/greet/deployment"));
        assertEquals("405 GET", answer(new NotFoundException(), "PATCH", "/admin/v1/prompts/greet/quality"));
        assertEquals("405 GET, PUT, DELETE", answer(new NotFoundException(), "PATCH", "/admin/v1/models/some/model/weights"));
        assertEquals("405 GET, POST", answer(new NotAllowedException("GET"), "PATCH", "/admin/v1/experiments"));
    }

    @Test
    void whatIsNotFoundOfAMethodThatThePathTakesIsNotFound() {
        assertEquals("404 null", answer(new NotFoundException(), "GET", "/admin/v1/prompts/greet/deployment"));
        assertEquals("404 null", answer(new NotFoundException(), "GET", "/admin/v1/prompts/greet/deployments"));
    }
}
