package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;

/**
 * An address of a cryptocurrency: of Bitcoin and its kin by Base58Check or Bech32, of Ethereum by its shape; of Monero and Solana only
 * where a word is near.
 */
public final class Wallet implements Recogniser {

    private static final int LONGEST = 110;
    private static final Words WORDS = Words.of("wallet*", "btc", "bitcoin*", "crypto*", "solana", "sol", "monero", "xmr", "usdt", "coins",
            "token*", "address*");

    @Override
    public String type() {
        return "CRYPTO";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Long());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        char before = reading.at(anchor - 1);
        if (before == '_' || before == '/' && Letters.isWord(reading.at(anchor - 2))) {
            return;
        }
        int end = anchor;
        while (end - anchor < LONGEST && Letters.isPlainWord(reading.at(end))) {
            end++;
        }
        int length = end - anchor;
        if (length < 25 || length >= LONGEST || Letters.isWord(reading.at(end)) || reading.at(end) == '_') {
            return;
        }
        String word = reading.text(anchor, end);
        if (length == 42 && (word.startsWith("0x") || word.startsWith("0X"))) {
            if (isHex(word)) {
                findings.add(type(), anchor, end, .9);
            }
        } else if (length <= 36 && Base58.isChecked(word) || Bech32.isValid(word)) {
            findings.add(type(), anchor, end, .97);
        } else if ((length == 95 || length == 106 || length == 43 || length == 44) && Base58.isAlphabet(word)
                && reading.before(WORDS, anchor)) {
            findings.add(type(), anchor, end, .7);
        }
    }

    private static boolean isHex(String word) {
        return word.chars().skip(2).allMatch(c -> Letters.isHex((char) c));
    }
}
