package dev.portcullis.prompt.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a directory and its folders that are prompts, by their names' endings, in the order of their names. Names that begin with a dot are none of
 * them: editors keep copies under such names, Git its own files, and Kubernetes the folders that a ConfigMap's links lead to. Links to
 * files are followed, links to folders are not.
 */
public final class PromptFolder {

    public static final int MOST_FILES = 20_000;
    /** Of all files together, in bytes. */
    public static final long MOST_BYTES = 256L << 20;
    private static final int DEEPEST = 16;

    /** @param name its path below the directory, with '/' */
    public record Found(String name, byte[] content) {
    }

    /**
     * @param complete whether all that is there was seen: of what is missing in another case nothing is known
     * @param faults   of files that cannot be read, or of the directory
     */
    public record Listing(List<Found> files, boolean complete, List<FileFault> faults) {
    }

    private final Path root;
    private final List<Found> files = new ArrayList<>();
    private final List<FileFault> faults = new ArrayList<>();
    private long bytes;
    private boolean complete = true;

    private PromptFolder(Path root) {
        this.root = root;
    }

    public static Listing list(Path root) {
        PromptFolder folder = new PromptFolder(root);
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
            stop(prefix, "the directory " + root.resolve(folder) + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") || !complete) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                folder(entry, prefix + name + "/", depth + 1);
            } else if ((name.endsWith(ReadSource.PROMPT) || name.endsWith(ReadSource.JSON)) && Files.isRegularFile(entry)) {
                file(entry, prefix + name);
            }
        }
    }

    private void file(Path file, String name) {
        if (files.size() == MOST_FILES) {
            stop("", "there are more than " + MOST_FILES + " files in it");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(ReadSource.MOST_BYTES + 1);
            bytes += content.length;
            if (bytes > MOST_BYTES) {
                stop("", "its files are together larger than " + MOST_BYTES + " bytes");
                return;
            }
            files.add(new Found(name, content));
        } catch (NoSuchFileException _) {
            // It went away between the listing and the reading.
        } catch (IOException unreadable) {
            stop(name, "cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private void stop(String name, String why) {
        complete = false;
        faults.add(new FileFault(name, 0, 0, why));
    }
}
