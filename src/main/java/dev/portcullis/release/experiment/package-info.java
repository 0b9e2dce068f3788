/**
 * Experiments: which of some variants of a prompt is better, and how sure that is. Guarantees: a user has one variant for as long as an
 * experiment runs; its figures may be looked at as often as one likes; where users did not come to the variants as they were dealt out,
 * no variant wins.
 */
package dev.portcullis.release.experiment;
