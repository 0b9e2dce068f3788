/**
 * Shadows that run: which there are, what they may still spend, and what was compared, in the database. Guarantees: one a prompt or model; every
 * replica has it within a second of a change; what is spent and reserved together is at most the cap when a call is let through, over all
 * replicas. While the store is down nothing is mirrored.
 */
package dev.portcullis.release.shadow.run;
