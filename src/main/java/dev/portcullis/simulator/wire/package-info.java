/**
 * What the simulator says and how OpenAI writes it: pure functions from a request's JSON to an answer's JSON.
 * No network, no clock, no faults: the same request and seed always give the same text.
 */
package dev.portcullis.simulator.wire;
