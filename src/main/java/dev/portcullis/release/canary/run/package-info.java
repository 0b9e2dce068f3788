/**
 * Canaries that run, of prompts and of models: what was planned, how far each has come, and what is decided of it by itself. Guarantees: one replica decides at a
 * time, any can take over, and a restart goes on at the same step; what is decided, deployed and written down changes in one transaction.
 * While the store is down nothing is decided, and every caller goes on getting what they got.
 */
package dev.portcullis.release.canary.run;
