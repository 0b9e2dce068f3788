/** What opens doors: keys and tokens of vendors, private keys, passwords in addresses and assignments. They are found by how they begin. */
package dev.portcullis.guard.pii.secret;
