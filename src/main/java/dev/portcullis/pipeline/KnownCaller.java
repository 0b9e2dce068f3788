package dev.portcullis.pipeline;

/** A request whose caller belongs to a tenant; only now is its body worth reading. */
public record KnownCaller(Inbound inbound, Tenant tenant, String keyId) {
}
