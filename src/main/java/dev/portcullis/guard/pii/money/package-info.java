/** Where money is: cards, accounts, wallets. Nearly all of them have check digits, which are checked. */
package dev.portcullis.guard.pii.money;
