/**
 * May they, now. What needs no body is checked first; what is refused here has cost no provider anything. Knows the tenant's
 * permissions from memory, so nothing here can be down.
 */
package dev.portcullis.admission;
