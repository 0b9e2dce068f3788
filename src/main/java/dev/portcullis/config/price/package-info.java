/**
 * What tokens cost: prices as whole nano-dollars per million tokens, and the table of them that is shipped. Guarantees: a cost is
 * exact and rounded once, no token is paid for twice, and a table with a senseless price stops the start by the entry's name.
 * Needs no network and no store.
 */
package dev.portcullis.config.price;
