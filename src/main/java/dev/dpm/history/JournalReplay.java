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
 * The newest lines of the journal that earlier runners wrote. Only the beginning of each line is read, since a JSON parser
 * would delay the first launch.
 * @param lines oldest first, by rising sequence number
 * @param findings a sentence for each fault
 */
record JournalReplay(List<Line> lines, List<String> findings) {

    /** The number of bytes that are read from the end of a file of the journal. */
    static final int TAIL_BYTES = 1 << 20;

    record Line(long sequence, String json) {
    }

    JournalReplay {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /**
     * The lines that were read from one file of the journal.
     * @param garbage the number of unreadable lines
     * @param endsTorn whether the last line is incomplete
     * @param damage why the file cannot be used; empty: it can be used
     */
    private record Found(Path file, List<Line> lines, int garbage, boolean endsTorn, Optional<String> damage) {
    }

    /**
     * Reads the journal's files until one contains lines. Files without lines are renamed.
     * @param generations the journal's files, newest first
     * @throws NewerSchema if a line has a later schema; no file was renamed
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

    /** The lines with rising sequence numbers. A line that was written twice is returned once. */
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
        // no new finding is added if an event of an earlier start already reports the same fault
        if (unreadable > 0 && found.lines().stream().noneMatch(line -> line.json().contains(sentence))) {
            findings.add(sentence);
        }
    }

    /**
     * Removes the incomplete last line of a file.
     * @return false: the disk refuses
     */
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
            // an incomplete line that remains does no harm: readers skip it, and the next append begins with a line break
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
