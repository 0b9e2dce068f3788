/**
 * Reads fields of plans, of canaries and of experiments alike: strictly, with the name of what is wrong and what is expected in its place.
 * Nothing of what somebody wrote is repeated at any length.
 */
package dev.portcullis.release.plan;
