/**
 * Ways to reach somebody or something, and who and where they are. Names and postal addresses are guesses from a small list and off by
 * default.
 */
package dev.portcullis.guard.pii.contact;
