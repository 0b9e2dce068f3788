/**
 * The calls that shadows make: chosen while their callers' are under way, begun when those are over, and few at once. Guarantees: no caller
 * waits for one, gets anything of one, or is told that there is one; a candidate is sent only what the call's guard lets pass, and neither its
 * breakers nor kept answers learn of it. Who finds no room is dropped and counted.
 */
package dev.portcullis.release.shadow.call;
