/**
 * The {@code guards} of {@code gateway.yaml}: what is looked for in what is asked and answered, and what is done about it. Records
 * only; what acts on them is the room {@code guard}. Guarantees: every pattern compiles, runs in linear time and never matches
 * nothing; every number and list has a bound; equal settings have equal fingerprints.
 */
package dev.portcullis.config.guard;
