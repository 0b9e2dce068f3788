/**
 * Check digits and dates, as the numbers of many countries share them. Pure functions over values whose shape has matched; none of them
 * fails on another.
 */
package dev.portcullis.guard.pii.check;
