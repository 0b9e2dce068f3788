package dev.portcullis.prompt.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a directory and its folders that are prompts, by their names' endings, in the order of their names. Names that begin with
 * a dot are none of them: editors keep copies under such names, Git its own files, and Kubernetes the folders that a ConfigMap's links lead to. Links to
 * files are followed, links to folders are not.
 */
public final class PromptFolder {

    public static final int MOST_FILES = 20_000;
    /** Of all files together, in bytes. */
    public static final long MOST_BYTES = 256L << 20;
    private static final int DEEPEST = 16;

    /**
     * @param name    its path below the directory, with '/'
     * @param stamp   another one where there may be another content: which file it is, its size and when it was written last
     * @param written when that was
     */
    public record Found(String name, Path path, String stamp, FileTime written) {

        /** At most a byte more than a file may have. @return empty where it cannot be read, or is gone */
        public Optional<byte[]> content() {
            try (InputStream in = Files.newInputStream(path)) {
                return Optional.of(in.readNBytes(ReadSource.MOST_BYTES + 1));
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }

        /** What the file says; a file that cannot be read is a broken one. */
        public SourceReading read() {
            return content().map(bytes -> ReadSource.read(name, bytes))
                    .orElseGet(() -> new SourceReading.Broken(List.of(new FileFault(name, 0, 0, "the file cannot be read"))));
        }
    }

    /**
     * @param complete whether all that is there was seen: of what is missing in another case nothing is known
     * @param faults   of files that cannot be read, or of the directory
     */
    public record Listing(List<Found> files, boolean complete, List<FileFault> faults) {
    }

    private final List<Found> files = new ArrayList<>();
    private final List<FileFault> faults = new ArrayList<>();
    private long bytes;
    private boolean complete = true;

    private PromptFolder() {
    }

    public static Listing list(Path root) {
        PromptFolder folder = new PromptFolder();
        folder.folder(root, "", 0);
        return new Listing(folder.files, folder.complete, folder.faults);
    }

    private void folder(Path folder, String prefix, int depth) {
        if (depth > DEEPEST) {
            stop(prefix, "folders lie in each other more than " + DEEPEST + " deep");
            return;
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            stop(prefix, "the directory " + folder + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") || !complete) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                folder(entry, prefix + name + "/", depth + 1);
            } else if (name.endsWith(ReadSource.PROMPT) || name.endsWith(ReadSource.JSON)) {
                if (Files.isRegularFile(entry)) {
                    file(entry, prefix + name);
                } else if (Files.isSymbolicLink(entry) && !Files.exists(entry)) {
                    faults.add(new FileFault(prefix + name, 0, 0, "this link leads to no file that can be read"));
                }
            }
        }
    }

    private void file(Path file, String name) {
        if (files.size() == MOST_FILES) {
            stop("", "there are more than " + MOST_FILES + " files in it");
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            bytes += Math.min(attributes.size(), ReadSource.MOST_BYTES);
            if (bytes > MOST_BYTES) {
                stop("", "its files are together larger than " + MOST_BYTES + " bytes");
                return;
            }
            FileTime written = attributes.lastModifiedTime();
            files.add(new Found(name, file, attributes.fileKey() + "/" + attributes.size() + "/" + written.toInstant(), written));
        } catch (NoSuchFileException _) {
            // It went away between the listing and the look at it.
        } catch (IOException unreadable) {
            stop(name, "cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private void stop(String name, String why) {
        complete = false;
        faults.add(new FileFault(name, 0, 0, why));
    }
}
