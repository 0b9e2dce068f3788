/**
 * Texts as detectors read them: without disguise, and with the way back to where everything stood in the text that came. What is
 * forwarded is never one of these.
 */
package dev.portcullis.guard.text;
