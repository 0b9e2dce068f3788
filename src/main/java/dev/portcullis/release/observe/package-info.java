/**
 * What calls tell of the releases that they are a part of: of each call a few numbers, summed up by who called, and brought to the database
 * about once a second. Guarantees: a call without an assignment pays nothing, nobody waits, no name of a user is kept, and what is written
 * twice counts once. While the store is down sums are kept in memory, up to a bound.
 */
package dev.portcullis.release.observe;
