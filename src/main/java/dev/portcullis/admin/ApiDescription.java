package dev.portcullis.admin;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What {@code /q/openapi} says of the control plane as a whole: who may ask, and the errors that every operation has. */
public final class ApiDescription implements OASFilter {

    private static final String ADMIN = "admin";
    private static final String ERROR = "Error";
    private static final String[][] ERRORS = {
        {"400", "The body is not JSON"},
        {"401", "No admin key, or a wrong one"},
        {"403", "A token without the role 'admin'"},
        {"404", "What the path names is not there"},
        {"409", "Not possible as things are"},
        {"413", "The body is larger than 1 MiB"},
        {"415", "The body is not application/json"},
        {"422", "A value is wrong; 'param' names it"},
        {"503", "The database is away; 'retry-after' says when to try again"},
    };

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setInfo(OASFactory.createInfo().title("Portcullis control plane").version("1").description("Tenants' keys, models' weights, "
                + "prompts, releases of both, kept answers, the configuration and the audit. The data plane, below /v1, speaks OpenAI's API."));
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(ERROR, error()).addSecurityScheme(ADMIN, OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP).scheme("bearer").description("The admin key (PORTCULLIS_ADMIN_KEY, or the one that the "
                        + "first start says once), or an OIDC token with the role 'admin'."));
        api.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(ADMIN));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        for (String[] error : ERRORS) {
            operation.getResponses().addAPIResponse(error[0], OASFactory.createAPIResponse().description(error[1])
                    .content(OASFactory.createContent().addMediaType("application/json",
                            OASFactory.createMediaType().schema(OASFactory.createSchema().ref(ERROR)))));
        }
        return operation;
    }

    private static Schema error() {
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Schema maybe = OASFactory.createSchema().addType(Schema.SchemaType.STRING).addType(Schema.SchemaType.NULL);
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).addProperty("error", OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT).addProperty("message", text).addProperty("type", text).addProperty("param", maybe)
                .addProperty("code", text));
    }
}
