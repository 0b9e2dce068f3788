/**
 * What a prompt takes: the parameters it declares, and whether the variables of a call fit them. Guarantees: all that is missing or
 * wrong is told at once, and no value is repeated in what is told.
 */
package dev.portcullis.prompt.render.parameter;
