/**
 * Who is calling. Keys are kept as SHA-256 hashes and compared in constant time; one that is taken out of the configuration stops
 * working with the next request, one that is issued or revoked does so within a second on every replica. A token that was found good
 * belongs to the tenant whose claim it has. What a call needs is in memory: while the store is down the keys that are known stay good,
 * and none can be issued or revoked.
 */
package dev.portcullis.tenant;
