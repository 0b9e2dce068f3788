/**
 * Shadows: a share of traffic is asked of a candidate as well, behind the callers' backs, and compared with what they got. Here is what is
 * planned and what is compared: pure functions of two answers and of sums. Nothing that anybody asked or was answered is kept.
 */
package dev.portcullis.release.shadow;
