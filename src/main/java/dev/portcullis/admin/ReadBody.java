package dev.portcullis.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives resources the body that {@link AdminRoutes} has read: REST by itself would read one of any size. */
final class ReadBody {

    @ServerRequestFilter
    void give(ContainerRequestContext request, RoutingContext context) {
        Buffer body = AdminRoutes.body(context);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }
}
