package dev.dpm.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.log.DiskTrouble;

/**
 * What an earlier runner left in the journal: its newest lines, as they stand.
 *
 * <p>
 * Lines are told by their heads only and parsed when somebody reads them: this happens before the first launch, and
 * loading a JSON parser takes longer than everything else here.
 *
 * @param lines the newest, oldest first, with rising sequences
 * @param findings a sentence for whatever was not as it should be
 */
record JournalReplay(List<Line> lines, List<String> findings) {

    /** Of each file; more than the newest 2,000 lines of usual length. */
    static final int TAIL_BYTES = 1 << 20;

    /** A line whose sequence is known and whose rest is not yet looked at. */
    record Line(long sequence, String json) {
    }

    JournalReplay {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /** One file as it was found, before anything is done about it. */
    private record Found(Path file, List<Line> lines, int garbage, boolean endsTorn, Optional<String> damage) {
    }

    /**
     * Looks through the newest files until one has lines; sets aside those that have none.
     *
     * @param generations newest first
     * @throws NewerSchema where a line is of a later schema; then nothing was set aside
     */
    static JournalReplay of(List<Path> generations, Clock clock) {
        List<Found> looked = new ArrayList<>();
        for (Path file : generations) {
            Found found = look(file);
            looked.add(found);
            if (!found.lines().isEmpty()) {
                break;
            }
        }
        List<String> findings = new ArrayList<>();
        looked.forEach(found -> settle(found, clock, findings));
        List<Line> newest = looked.isEmpty() ? List.of() : looked.get(looked.size() - 1).lines();
        return new JournalReplay(newest, findings);
    }

    private static Found look(Path file) {
        String text;
        try {
            text = tail(file);
        } catch (IOException e) {
            return new Found(file, List.of(), 0, false, Optional.of("cannot be read: " + DiskTrouble.words(e)));
        }
        List<Line> lines = new ArrayList<>();
        int garbage = 0;
        boolean endsTorn = false;
        JournalHead head = new JournalHead();
        for (String line : text.split("\n")) {
            boolean isWhole = head.look(line);
            if (isWhole && head.isNewer()) {
                throw new NewerSchema(file, Integer.toString(head.schema()));
            }
            boolean isOurs = isWhole && head.hasSequence();
            endsTorn = !isOurs && !line.isBlank();
            if (isOurs) {
                lines.add(new Line(head.sequence(), line));
            } else if (!line.isBlank()) {
                garbage++;
            }
        }
        boolean isDamaged = lines.isEmpty() && garbage > 0;
        return new Found(file, rising(lines), garbage, endsTorn && !text.endsWith("\n"),
                isDamaged ? Optional.of("holds no line of a journal") : Optional.empty());
    }

    /** A line that a failing disk made us write twice, or that somebody copied, counts once. */
    private static List<Line> rising(List<Line> lines) {
        List<Line> rising = new ArrayList<>();
        long last = -1;
        for (Line line : lines) {
            if (line.sequence() > last) {
                rising.add(line);
                last = line.sequence();
            }
        }
        return rising;
    }

    private static void settle(Found found, Clock clock, List<String> findings) {
        int unreadable = found.garbage();
        if (found.damage().isPresent()) {
            findings.add(DamagedFile.set(found.file(), found.damage().get(), clock));
            return;
        }
        if (found.endsTorn()) {
            findings.add(found.file() + " ended in the middle of a line; what was left of it "
                    + (cutTornLine(found.file()) ? "was removed" : "is skipped"));
            unreadable--;
        }
        String sentence = found.file() + " has " + unreadable
                + (unreadable == 1 ? " unreadable line; it is skipped" : " unreadable lines; they are skipped");
        // it was said before where the journal itself tells of it
        if (unreadable > 0 && found.lines().stream().noneMatch(line -> line.json().contains(sentence))) {
            findings.add(sentence);
        }
    }

    /** Back to the end of the last whole line. */
    private static boolean cutTornLine(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0 && !isNewline(channel, one, end - 1)) {
                end--;
            }
            channel.truncate(end);
            return true;
        } catch (IOException e) {
            // a disk that refuses: the line is skipped as it stands, and ended with the next event
            return false;
        }
    }

    private static boolean isNewline(FileChannel channel, ByteBuffer one, long at) throws IOException {
        return channel.read(one.clear(), at) == 1 && one.get(0) == '\n';
    }

    private static String tail(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - TAIL_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                continue;
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }
}
