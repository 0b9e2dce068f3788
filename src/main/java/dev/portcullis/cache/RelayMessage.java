package dev.portcullis.cache;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What replicas tell each other of an answer that is on its way at one of them and wanted at the other. A byte that names the format,
 * one the kind, eight the ticket; then numbers of four and eight bytes, texts with their length before them, and the rest is an
 * answer's bytes.
 */
sealed interface RelayMessage {

    byte FORMAT = 1;

    /** Which journey it is about: a random number that the one who follows has chosen. */
    long ticket();

    /** May this replica follow? @param from its address */
    record Want(long ticket, String from, Flights.Key key) implements RelayMessage {
    }

    /** It may. */
    record Boarded(long ticket) implements RelayMessage {
    }

    /** Nothing more comes, and what came, if anything, is no answer. */
    record Gone(long ticket) implements RelayMessage {
    }

    /** Whole events of a stream, or a whole body. @param number from 0, without a gap */
    record Chunk(long ticket, int number, Buffer bytes) implements RelayMessage {
    }

    /** All has come. */
    record End(long ticket, int number, Usage usage) implements RelayMessage {
    }

    /** It broke off. @param code the contract's, where a guard stopped it; else empty */
    record Cut(long ticket, int number, BrokenStream.Cause cause, String code) implements RelayMessage {
    }

    /** So many bytes have been read. */
    record Read(long ticket, int bytes) implements RelayMessage {
    }

    record Ping(long ticket) implements RelayMessage {
    }

    record Pong(long ticket) implements RelayMessage {
    }

    /** Nobody follows any more. */
    record Leave(long ticket) implements RelayMessage {
    }

    default Buffer encode() {
        Buffer out = Buffer.buffer().appendByte(FORMAT);
        return switch (this) {
            case Want want -> {
                out.appendByte((byte) 1).appendLong(want.ticket);
                CacheKey of = want.key.of();
                for (String text : new String[] {want.from, of.tenant(), of.model(), of.prompt(), of.digest()}) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    out.appendInt(bytes.length).appendBytes(bytes);
                }
                yield out.appendByte((byte) (want.key.stream() ? 1 : 0)).appendByte((byte) (want.key.usageAsked() ? 1 : 0));
            }
            case Boarded boarded -> out.appendByte((byte) 2).appendLong(boarded.ticket);
            case Gone gone -> out.appendByte((byte) 3).appendLong(gone.ticket);
            case Chunk chunk -> out.appendByte((byte) 4).appendLong(chunk.ticket).appendInt(chunk.number).appendBuffer(chunk.bytes);
            case End end -> {
                Usage usage = end.usage;
                out.appendByte((byte) 5).appendLong(end.ticket).appendInt(end.number);
                for (long tokens : new long[] {usage.input(), usage.cachedInput(), usage.cacheWrite(), usage.audioInput(), usage.output(),
                    usage.reasoning(), usage.audioOutput()}) {
                    out.appendLong(tokens);
                }
                yield out.appendByte((byte) (usage.estimated() ? 1 : 0));
            }
            case Cut cut -> out.appendByte((byte) 6).appendLong(cut.ticket).appendInt(cut.number).appendByte((byte) cut.cause.ordinal())
                    .appendString(cut.code);
            case Read read -> out.appendByte((byte) 7).appendLong(read.ticket).appendInt(read.bytes);
            case Ping ping -> out.appendByte((byte) 8).appendLong(ping.ticket);
            case Pong pong -> out.appendByte((byte) 9).appendLong(pong.ticket);
            case Leave leave -> out.appendByte((byte) 10).appendLong(leave.ticket);
        };
    }

    /** @return empty where it is none of this format */
    static Optional<RelayMessage> decode(Buffer in) {
        try {
            return in.getByte(0) == FORMAT ? Optional.ofNullable(read(in, in.getByte(1), in.getLong(2))) : Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static RelayMessage read(Buffer in, byte kind, long ticket) {
        int at = 2 + Long.BYTES;
        return switch (kind) {
            case 1 -> {
                String[] texts = new String[5];
                for (int i = 0; i < texts.length; i++) {
                    int length = in.getInt(at);
                    texts[i] = new String(in.getBytes(at + Integer.BYTES, at + Integer.BYTES + length), StandardCharsets.UTF_8);
                    at += Integer.BYTES + length;
                }
                CacheKey of = new CacheKey(texts[1], texts[2], texts[3], texts[4]);
                yield new Want(ticket, texts[0], new Flights.Key(of, in.getByte(at) == 1, in.getByte(at + 1) == 1));
            }
            case 2 -> new Boarded(ticket);
            case 3 -> new Gone(ticket);
            case 4 -> new Chunk(ticket, in.getInt(at), in.getBuffer(at + Integer.BYTES, in.length()));
            case 5 -> {
                long[] tokens = new long[7];
                for (int i = 0; i < tokens.length; i++) {
                    tokens[i] = in.getLong(at + Integer.BYTES + i * Long.BYTES);
                }
                boolean estimated = in.getByte(at + Integer.BYTES + tokens.length * Long.BYTES) == 1;
                yield new End(ticket, in.getInt(at), new Usage(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5], tokens[6], estimated));
            }
            case 6 -> new Cut(ticket, in.getInt(at), BrokenStream.Cause.values()[in.getByte(at + Integer.BYTES)],
                    in.getString(at + Integer.BYTES + 1, in.length()));
            case 7 -> new Read(ticket, in.getInt(at));
            case 8 -> new Ping(ticket);
            case 9 -> new Pong(ticket);
            case 10 -> new Leave(ticket);
            default -> null;
        };
    }
}
