/**
 * What a template's text means: text is cut at its braces, lines that hold nothing but a tag are taken out, tags become a tree.
 * Guarantees: linear time and bounded depth whatever the text; what is not in the language is a {@link
 * dev.portcullis.prompt.render.template.Problem} with its place, not an exception, and many are found at once.
 */
package dev.portcullis.prompt.render.template;
