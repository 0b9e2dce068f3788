package dev.portcullis.guard.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * How a model is kept: the word {@code PLM1}, how many buckets, what a kind of words counts for, how many outputs, each
 * output, then the weights, a byte each. Not packed, since
 * what packs differs between machines and the file must not; the archive that it lies in packs it.
 */
public final class ModelFile {

    private static final int WORD = 0x504c4d31;
    private static final int MOST = 8 << 20;

    private ModelFile() {}

    /** A model that is shipped. @param name of a resource below {@code /guard/} */
    public static LinearModel shipped(String name) {
        try (InputStream in = ModelFile.class.getResourceAsStream("/guard/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no such model in this build: " + name);
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model " + name, e);
        }
    }

    static LinearModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        if (data.readInt() != WORD) {
            throw new IOException("not a model");
        }
        int buckets = data.readInt();
        int kinds = data.readUnsignedByte();
        LinearModel.Output[] outputs = new LinearModel.Output[data.readUnsignedByte()];
        if (outputs.length == 0 || Integer.bitCount(buckets) != 1 || (long) buckets * outputs.length > MOST) {
            throw new IOException("not a model: " + buckets + " buckets of " + outputs.length);
        }
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new LinearModel.Output(data.readUTF(), data.readFloat(), data.readFloat(), data.readFloat(), data.readFloat());
        }
        byte[] weights = new byte[buckets * outputs.length];
        data.readFully(weights);
        return new LinearModel(weights, kinds, outputs);
    }

    static void write(LinearModel model, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(WORD);
        data.writeInt(model.weights().length / model.outputs().length);
        data.writeByte(model.kinds());
        data.writeByte(model.outputs().length);
        for (LinearModel.Output output : model.outputs()) {
            data.writeUTF(output.name());
            data.writeFloat(output.scale());
            data.writeFloat(output.bias());
            data.writeFloat(output.slope());
            data.writeFloat(output.offset());
        }
        data.write(model.weights());
        data.flush();
    }
}
