package dev.dpm.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import dev.dpm.event.Journal.Wanted;
import dev.dpm.event.Journal.Written;
import dev.dpm.log.DiskTrouble;
import dev.dpm.log.RotatingFile;

/**
 * The journal that a runner left in a home folder, for a client when no runner runs. The class changes nothing: it
 * skips damaged lines, which only the next runner repairs. It reads the files backwards in blocks, and only the events
 * found are stored in memory.
 *
 * @param folder the folder {@code state} in a home folder
 */
public record LeftJournal(Path folder) {

    /**
     * Whether a runner left a journal in the home folder.
     *
     * @throws IOException if the folder cannot be read, with a sentence
     */
    public boolean exists() throws IOException {
        return !files().isEmpty();
    }

    /**
     * The newest events that match, oldest first.
     *
     * @param wanted the conditions
     * @param limit the largest number of events
     * @throws IOException if a file cannot be read, with a sentence
     */
    public List<Written> read(Wanted wanted, int limit) throws IOException {
        JournalSearch search = new JournalSearch(wanted, limit);
        for (Path file : files()) {
            try {
                JournalFiles.search(file, search);
            } catch (NoSuchFileException e) {
                // a runner that started meanwhile has rotated or deleted the file
                continue;
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return search.oldestFirst();
    }

    private List<Path> files() throws IOException {
        try (RotatingFile events = new RotatingFile(folder.resolve(EventJournal.FILE), EventJournal.DEFAULT_MAX_BYTES,
                EventJournal.DEFAULT_KEEP)) {
            return events.generations();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static IOException unreadable(Path place, IOException cause) {
        return new IOException("the journal " + place + " cannot be read: " + DiskTrouble.words(cause), cause);
    }
}
