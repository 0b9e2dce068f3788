package dev.portcullis.release.canary;

import java.time.Duration;

/**
 * How far a canary has come.
 *
 * @param nextShare    that it gets if it is promoted now, above 0 and at most 1
 * @param stepRequests that it has served since it has its present share
 * @param inStep       since it has its present share
 * @param total        since it began, pauses left out
 */
public record Progress(double nextShare, long stepRequests, Duration inStep, Duration total) {
}
