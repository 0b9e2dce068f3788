package dev.portcullis.cache;

import static dev.portcullis.cache.Answers.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Recordings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What is kept outside of the process and comes back. */
class KeptTest {

    private static final List<Kept> KEPT = Stream.concat(Recordings.streams().stream(),
                    Recordings.answers("openai-chat", "openai-compatible", "openai-completions", "openai-embeddings").stream())
            .map(Answers::recorded).flatMap(Optional::stream).toList();
    private static final Kept SHORT = Answers.stream(Answers.hello()).orElseThrow();
    /** Where the name of {@link Answers#KEY} begins: after the magic, the version and a length. */
    private static final int NAME = 7;

    @Test
    void whatIsReadIsWhatWasWritten() {
        assertTrue(KEPT.size() > 25, KEPT.size() + " answers");
        for (Kept kept : KEPT) {
            Kept read = Kept.decode(kept.encode(KEY), KEY).orElseThrow();
            assertEquals(kept.encode(KEY), read.encode(KEY));
            assertEquals(kept.at(), read.at());
            assertEquals(kept.usage(), read.usage());
            assertEquals(kept.weight(), read.weight());
            assertEquals(Answers.text(kept, kept.isStream(), true), Answers.text(read, read.isStream(), true));
            assertEquals(Answers.text(kept, kept.isStream(), false), Answers.text(read, read.isStream(), false));
        }
    }

    @Test
    void whatIsLargerThanAKibibyteIsDeflated() {
        Kept kept = Answers.recorded(Path.of("src/test/resources/wire/openai-chat/stream-reasoning--agentgw-stream.stream.txt")).orElseThrow();
        assertTrue(kept.encode(KEY).length() < kept.weight() / 5, kept.encode(KEY).length() + " of " + kept.weight());
    }

    @Test
    void theLargestAnswerThatIsKeptComesBack() {
        String event = Answers.says("x");
        Kept kept = Answers.stream(event.repeat((Kept.MOST_BYTES - 1_200) / (event.length() + 2 * Integer.BYTES - "chatcmpl-old".length()))
                + Answers.ends("stop") + Answers.DONE).orElseThrow();
        assertTrue(kept.weight() > Kept.MOST_BYTES - 10_000, "weight " + kept.weight());
        assertEquals(kept.encode(KEY), Kept.decode(kept.encode(KEY), KEY).orElseThrow().encode(KEY));
    }

    @Test
    void anotherKeysAnswerIsNotThere() {
        Buffer bytes = SHORT.encode(KEY);
        for (CacheKey other : List.of(
                new CacheKey("other", KEY.model(), KEY.prompt(), KEY.digest()),
                new CacheKey(KEY.tenant(), "other", KEY.prompt(), KEY.digest()),
                new CacheKey(KEY.tenant(), KEY.model(), "other", KEY.digest()),
                new CacheKey(KEY.tenant(), KEY.model(), KEY.prompt(), KEY.digest().replace('s', 't')),
                new CacheKey("acme 6", "gpt-4o", "", KEY.digest()))) {
            assertFalse(Kept.decode(bytes, other).isPresent(), other.toString());
        }
    }

    @Test
    void whatIsDamagedInAnyOfTenThousandWaysIsNotThere() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = KEPT.get(random.nextInt(KEPT.size())).encode(KEY).getBytes();
            byte[] damaged = damaged(bytes, random);
            if (!Arrays.equals(bytes, damaged)) {
                assertFalse(Kept.decode(Buffer.buffer(damaged), KEY).isPresent(), "seed " + seed);
            }
        }
    }

    /** Somebody who can compute checksums: what they wrote may be there or not, but reading it neither fails nor takes more than is bounded. */
    @Test
    void whatIsDamagedAndHasAFittingChecksumNeverThrows() {
        int there = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = (random.nextBoolean() ? SHORT : KEPT.get(random.nextInt(KEPT.size()))).encode(KEY).getBytes();
            Optional<Kept> read = Kept.decode(Buffer.buffer(signed(damaged(bytes, random))), KEY);
            if (read.isPresent()) {
                there++;
                Kept kept = read.get();
                assertTrue(kept.weight() <= 2 * Kept.MOST_BYTES, "seed " + seed);
                for (boolean stream : new boolean[] {true, false}) {
                    Answers.replayed(kept, stream, random.nextBoolean()).ifPresent(Answers::bytes);
                }
            }
        }
        assertTrue(there > 0, "the checks behind the checksum were not reached");
    }

    @Test
    void anotherFormatsAnswerIsNotThere() {
        byte[] bytes = SHORT.encode(KEY).getBytes();
        for (int version = 0; version < 256; version++) {
            bytes[4] = (byte) version;
            assertEquals(version == KeptFormat.VERSION, Kept.decode(Buffer.buffer(signed(bytes)), KEY).isPresent(), "version " + version);
        }
    }

    @Test
    void whatIsNoAnswerAtAllIsNotThere() {
        for (String text : List.of("", "P", "PCKA", "PCKA\u0001", "PCKA\u0001\u0000\u0000\u0000\u0000\u0000", "hello, world", "{\"id\":1}",
                "x".repeat(100_000))) {
            assertFalse(Kept.decode(Buffer.buffer(text), KEY).isPresent(), text);
        }
        assertFalse(Kept.decode(Buffer.buffer(new byte[6 * 1024 * 1024]), KEY).isPresent());
    }

    @Test
    void whatWouldInflateBeyondWhatItSaysIsNotThere() {
        byte[] bomb = deflated(new byte[64 * 1024 * 1024]);
        for (int said : new int[] {-1, 0, 1, 1_000, Kept.MOST_BYTES, 64 * 1024 * 1024, Integer.MAX_VALUE}) {
            assertFalse(Kept.decode(Buffer.buffer(withBody((byte) 1, said, bomb)), KEY).isPresent(), "says " + said);
        }
    }

    @Test
    void whatSaysItIsLargerThanItIsIsNotThere() {
        byte[] small = deflated("small".getBytes(StandardCharsets.US_ASCII));
        for (int said : new int[] {-1, 6, 5_000, Kept.MOST_BYTES, Integer.MAX_VALUE}) {
            assertFalse(Kept.decode(Buffer.buffer(withBody((byte) 1, said, small)), KEY).isPresent(), "packed, says " + said);
            assertFalse(Kept.decode(Buffer.buffer(withBody((byte) 0, said, small)), KEY).isPresent(), "says " + said);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 3 -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(damaged, from, from + random.nextInt(bytes.length - from), (byte) (random.nextBoolean() ? 0xff : 0));
            }
            // Behind the key, where it says how long things are.
            default -> damaged[Math.min(bytes.length - 1, NAME + 60 + random.nextInt(60))] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(damaged, bytes.length + random.nextInt(100)) : damaged;
    }

    private static byte[] signed(byte[] bytes) {
        if (bytes.length < 4) {
            return bytes;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        return Buffer.buffer(bytes).setInt(bytes.length - 4, (int) checksum.getValue()).getBytes();
    }

    private static byte[] withBody(byte packed, int said, byte[] body) {
        byte[] some = SHORT.encode(KEY).getBytes();
        int name = Buffer.buffer(some).getShort(5);
        return signed(Buffer.buffer().appendBytes(some, 0, NAME + name).appendByte(packed).appendInt(said).appendBytes(body).appendInt(0).getBytes());
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length / 100 + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }
}
