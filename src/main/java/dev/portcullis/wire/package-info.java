/**
 * How bytes leave: what all connections of the gateway, its callers' and those to providers, have in common. Guarantees that what is
 * written leaves in the order it was written, at the latest a millisecond and one step of the event loop later, and before the
 * connection closes. Knows no store.
 */
package dev.portcullis.wire;
