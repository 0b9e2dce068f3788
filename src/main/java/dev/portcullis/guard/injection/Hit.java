package dev.portcullis.guard.injection;

import dev.portcullis.guard.text.Span;

/**
 * A rule that was found.
 *
 * @param rule   its name
 * @param weight what it counted here; higher than the rule's own where the words were hidden
 * @param view   how the text had to be read to find it: {@code folded}, {@code base64}
 * @param where  the first place of it in the text that came
 */
public record Hit(String rule, Family family, double weight, String view, Span where) {}
