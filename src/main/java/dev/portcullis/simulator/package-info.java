/**
 * A provider that speaks OpenAI's wire format and fails on request: the built-in demo, the tests' upstream, a load test's upstream.
 * Deterministic but for ids and {@code created}; keeps nothing but counters; needs Vert.x and Jackson, neither CDI nor Quarkus.
 * Start at {@link dev.portcullis.simulator.Simulator}; what can be asked of it is in {@link dev.portcullis.simulator.SimulatorSettings}.
 */
package dev.portcullis.simulator;
