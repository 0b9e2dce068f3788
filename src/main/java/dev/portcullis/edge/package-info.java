/**
 * HTTP in and out. Reads requests, writes replies, and alone knows when a call is over: last byte flushed, caller gone, refused
 * or failed. Every request gets one reply in the contract's format, whatever it holds. Bodies and headers are bounded; the bytes
 * of all bodies together are bounded too. Knows no store; whose token it is that a caller shows is said by {@code edge.oidc}.
 */
package dev.portcullis.edge;
