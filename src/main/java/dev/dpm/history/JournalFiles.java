package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Written;
import dev.dpm.process.TargetName;

/**
 * Searches the files of a journal backwards. Only one search runs at a time and others wait, so that the use of memory
 * is bounded.
 */
final class JournalFiles {

    /**
     * Searches the files of the journal.
     *
     * @param generations the paths of the journal's newest file and its rotated files, newest first
     */
    synchronized void search(List<Path> generations, JournalSearch search) {
        for (Path generation : generations) {
            try {
                search(generation, search);
            } catch (IOException e) {
                // the file was deleted because of its age, or cannot be read; the search continues with the older files
                continue;
            }
        }
    }

    /**
     * Searches one file of the journal, unless the search is over.
     *
     * @throws IOException if the file cannot be read
     */
    static void search(Path generation, JournalSearch search) throws IOException {
        if (search.isOver()) {
            return;
        }
        try (BackwardLines lines = new BackwardLines(generation)) {
            Candidate candidate = new Candidate(lines.line());
            while (!search.isOver() && lines.previous()) {
                if (candidate.isOurs()) {
                    search.look(candidate);
                }
            }
        }
    }

    /** The line that {@link BackwardLines} has reached, as a candidate of the search. */
    private static final class Candidate implements JournalSearch.Candidate {
        private final BackwardLines.Line line;
        private final JournalHead head = new JournalHead();

        Candidate(BackwardLines.Line line) {
            this.line = line;
        }

        boolean isOurs() {
            return head.look(line) && head.hasSequence();
        }

        @Override
        public long sequence() {
            return head.sequence();
        }

        @Override
        public boolean isEarlierThan(Instant moment, String stamp) {
            return head.isEarlierThan(stamp);
        }

        @Override
        public boolean mayBeOf(Optional<TargetName> target, String quoted) {
            return line.contains(quoted);
        }

        @Override
        public Optional<Written> written() {
            return JournalLine.parse(line.toString());
        }
    }
}
