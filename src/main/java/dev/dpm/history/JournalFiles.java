package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Written;
import dev.dpm.process.TargetName;

/** Searches a journal's files backwards, one search at a time. */
final class JournalFiles {

    /** @param generations newest first */
    synchronized void search(List<Path> generations, JournalSearch search) {
        for (Path generation : generations) {
            try {
                search(generation, search);
            } catch (IOException e) {
                // deleted or unreadable; the search goes on
                continue;
            }
        }
    }

    /**
     * Searches one file.
     *
     * @throws IOException it cannot be read
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
