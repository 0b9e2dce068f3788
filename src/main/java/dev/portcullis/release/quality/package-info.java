/**
 * What an answer, and what a version of a prompt, is worth: a number from 0 to 1 that is made of what users say and do, and of whether
 * answers are what their prompt promises. The rule is in {@code src/docs/feedback.md}. Pure functions.
 */
package dev.portcullis.release.quality;
