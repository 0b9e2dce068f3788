/** Portcullis: the gateway that production prompts pass through. Read {@code Gateway} first. */
package dev.portcullis;
