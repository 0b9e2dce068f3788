/**
 * Templates that are known to be sound, run by Handlebars.java. The engine never sees what somebody wrote: it is given a text that
 * is made from the checked tree, with partials put in. Guarantees: values are JSON and nothing of them is called, no name leads to a
 * class, a file or the class path, nothing is escaped, and output, rounds and time are bounded.
 */
package dev.portcullis.prompt.render.engine;
