/**
 * What is known already: answers that were given before and may be given again, to the same tenant and for the same request only.
 * Guarantees: no answer is kept that was not complete, none is given to another tenant than the one it was made for, and whatever
 * cannot be read, is too old or does not fit counts as not there.
 */
package dev.portcullis.cache;
