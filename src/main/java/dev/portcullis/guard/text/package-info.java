/**
 * Texts as detectors read them: without disguise, and with the way back to where everything stood in the text that came; begin at
 * {@link dev.portcullis.guard.text.Views}. What is forwarded is never one of these. Linear in the text, bounded in memory, no store.
 */
package dev.portcullis.guard.text;
