package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Written;
import dev.dpm.process.TargetName;

/** Searches the files of a journal backwards. Only one search runs at a time. */
final class JournalFiles {

    /** @param generations the journal's files, newest first */
    synchronized void search(List<Path> generations, JournalSearch search) {
        for (Path generation : generations) {
            try {
                search(generation, search);
            } catch (IOException e) {
                // the file was deleted or cannot be read; the search continues with the next one
                continue;
            }
        }
    }

    /**
     * Searches one file of a journal.
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
