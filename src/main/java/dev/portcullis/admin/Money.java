package dev.portcullis.admin;

import dev.portcullis.pipeline.Usd;
import java.math.BigDecimal;

/** How money stands in JSON: a number of dollars, exact, without exponent. */
final class Money {

    private Money() {
    }

    static BigDecimal json(Usd amount) {
        return new BigDecimal(amount.toString());
    }
}
