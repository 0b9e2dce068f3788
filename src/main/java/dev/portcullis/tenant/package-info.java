/**
 * Who is calling. Keys are kept as SHA-256 hashes and compared in constant time; a key that is taken out of the configuration
 * stops working with the next request. A token that was found good belongs to the tenant whose claim it has. Needs no store: what
 * it knows is in memory.
 */
package dev.portcullis.tenant;
