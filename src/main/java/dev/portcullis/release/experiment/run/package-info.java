/**
 * Experiments that run: what there is of them in the database and in memory, what their users came to, and who ends them. While the database
 * is away calls go on as they did; who sends outcomes is told to come again.
 */
package dev.portcullis.release.experiment.run;
