/**
 * Who is calling. Keys are kept as SHA-256 hashes and compared in constant time; a key that is taken out of the configuration
 * stops working with the next request. Needs no store: what it knows is in memory.
 */
package dev.portcullis.tenant;
