/**
 * Numbers that northern, central and eastern European states give to people, one class each: shape, check digits, the words around
 * them. Where the check is weak or missing, a word must be near.
 */
package dev.portcullis.guard.pii.nation.north;
