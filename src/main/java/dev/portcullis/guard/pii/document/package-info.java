/**
 * Numbers of documents and files, which have no check digits: a word must say what they are, one class each.
 */
package dev.portcullis.guard.pii.document;
