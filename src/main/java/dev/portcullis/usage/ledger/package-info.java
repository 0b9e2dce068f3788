/**
 * What was used, call by call, so that nothing billed is lost. Every answered call is in the journal before its caller has the
 * last byte: a file that is mapped into memory, so that an event loop writes it like memory and a killed process leaves it behind.
 * A thread of its own moves it into the database in batches; while the database is away the journal grows, up to a bound, and what
 * does not fit is counted. Whatever is written twice, by a retry or after a kill, counts once.
 */
package dev.portcullis.usage.ledger;
