/**
 * What must not pass: injected instructions, personal data and what an operator forbids, in what is asked and in
 * what is answered. Everything is decided in this process, in time linear in the text; there is no store that could be down.
 */
package dev.portcullis.guard;
