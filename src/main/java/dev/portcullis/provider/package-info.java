/**
 * Who answers: connections to model providers, attempts, retries, fallbacks and breakers. The only room that talks to providers.
 * Before the first byte to the caller a failure leads to another attempt; after it nothing is tried again. When a call is over,
 * whatever it holds at a provider is let go, within the same turn of the event loop.
 */
package dev.portcullis.provider;
