/**
 * What flows through the gateway and the two interfaces that carry it. Everything here is immutable and knows no other room:
 * a call's way is a chain of {@link dev.portcullis.pipeline.Stage}s that ends in a {@link dev.portcullis.pipeline.Responder}.
 * Refusals are values; an exception that reaches the edge is a bug. Holds no store and no state of its own.
 */
package dev.portcullis.pipeline;
