package dev.dpm.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.log.DiskTrouble;
import dev.dpm.log.RotatingFile;

/**
 * The journal of a home folder in which no runner runs. Damaged lines are skipped, and no file is changed.
 * @param folder the folder {@code state} in the home folder
 */
public record LeftJournal(Path folder) {

    /**
     * Whether the journal exists.
     * @throws IOException with a sentence, if the folder cannot be read
     */
    public boolean exists() throws IOException {
        return !files().isEmpty();
    }

    /**
     * The newest events that match the filter, oldest first.
     * @param limit the largest number of events
     * @throws IOException with a sentence, if the journal cannot be read
     */
    public List<Written> read(Filter wanted, int limit) throws IOException {
        JournalSearch search = new JournalSearch(wanted, limit);
        for (Path file : files()) {
            try {
                JournalFiles.search(file, search);
            } catch (NoSuchFileException e) {
                // a runner that was started meanwhile has rotated or deleted the file
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
