package dev.portcullis.prompt.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.ReadSource;

/** Reads another program's file. */
public final class ReadForeign {

    private ReadForeign() {
    }

    /** @throws IOException where the file cannot be read */
    public static Imported read(Origin origin, Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(ReadSource.MOST_BYTES + 1);
        }
        if (bytes.length > ReadSource.MOST_BYTES) {
            return broken(file, "the file is larger than " + ReadSource.MOST_BYTES + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return broken(file, "the file is not UTF-8");
        }
        return switch (origin) {
            case PROMPTY -> PromptyFile.read(file, text);
            case LANGFUSE -> LangfuseFile.read(file, text);
            case PROMPTFOO -> PromptfooFile.read(path, file, text);
        };
    }

    private static Imported broken(String file, String why) {
        Imported imported = Imported.none();
        imported.faults().add(new FileFault(file, 1, 1, why));
        return imported;
    }
}
