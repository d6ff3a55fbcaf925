package dev.dpm.process.output;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Properties;

import dev.dpm.process.WholeFile;

/**
 * The state of the rotation of a target's output, in a small file beside the current output file. Each change replaces
 * the small file atomically. With this record, the runner continues an interrupted rotation, and readers find out with
 * which byte of the output the current output file begins.
 *
 * @param sequence a number that grows with every change
 * @param base the number of bytes that had left the current output file before this rotation
 * @param cut the number of bytes that leave the current output file with this rotation
 * @param dropped how many of these bytes are deleted without a copy
 * @param mark the text that is written over the head after the head was copied; as long as the file begins with this
 *     text, the head is not removed yet
 * @param emptying true: the file can only be emptied
 * @param descriptor the descriptor that opens the current output file, if the file's name leads to another file
 */
record RotationRecord(long sequence, Phase phase, long base, long cut, long dropped, String mark, boolean emptying,
        Descriptor descriptor) {

    private static final String SCHEMA = "1";

    /** How far the last rotation of a log has come. */
    enum Phase {
        /**
         * No rotation is under way. Copies of the current output file's head that have no number yet are left from a
         * failed rotation.
         */
        SETTLED,
        /**
         * All bytes that leave the current output file are copied. The file may begin with the mark, the text that the
         * rotation writes over the file's head.
         */
        COPIED,
        /**
         * The mark, a text, was written over the head of the current output file. If the file still begins with the
         * mark, the head must be removed.
         */
        MARKED,
        /**
         * The head is removed from the current output file, and {@code base} has its new value. The runner is now
         * giving the copies of the head their numbers.
         */
        REMOVED
    }

    static final RotationRecord NONE = new RotationRecord(0, Phase.SETTLED, 0, 0, 0, "", false,
            Descriptor.NONE);

    /** A rotation record, with the time at which its file was written. */
    record Found(RotationRecord record, FileTime written) {
    }

    static RotationRecord of(OutputFiles files) throws IOException {
        return found(files).record();
    }

    static Found found(OutputFiles files) throws IOException {
        try {
            Path file = files.record();
            return new Found(parse(Files.readString(file, StandardCharsets.UTF_8)), Files.getLastModifiedTime(file));
        } catch (NoSuchFileException e) {
            return new Found(NONE, FileTime.fromMillis(0));
        }
    }

    RotationRecord copied(RotationPlan plan, String newMark, boolean empties) {
        return new RotationRecord(sequence + 1, Phase.COPIED, base, plan.cut(), plan.dropped(), newMark, empties,
                descriptor);
    }

    RotationRecord marked() {
        return new RotationRecord(sequence + 1, Phase.MARKED, base, cut, dropped, mark, emptying, descriptor);
    }

    RotationRecord removed(long bytes) {
        return new RotationRecord(sequence + 1, Phase.REMOVED, base + bytes, 0, 0, "", emptying, descriptor);
    }

    RotationRecord settled() {
        return new RotationRecord(sequence + 1, Phase.SETTLED, base, 0, 0, "", emptying, descriptor);
    }

    RotationRecord through(Descriptor other) {
        return new RotationRecord(sequence + 1, phase, base, cut, dropped, mark, emptying, other);
    }

    boolean isSettled() {
        return phase == Phase.SETTLED;
    }

    /**
     * Parses a rotation record. An invalid text counts as a missing record: the positions of the output then start at 0
     * again, and the runner does not continue an interrupted rotation.
     */
    static RotationRecord parse(String text) throws IOException {
        Properties keys = new Properties();
        try {
            keys.load(new StringReader(text));
            if (!SCHEMA.equals(keys.getProperty("schema"))) {
                return NONE;
            }
            return new RotationRecord(number(keys, "sequence"), Phase.valueOf(keys.getProperty("phase", "")),
                    number(keys, "base"), number(keys, "cut"), number(keys, "dropped"), keys.getProperty("mark", ""),
                    Boolean.parseBoolean(keys.getProperty("emptying")),
                    new Descriptor(keys.getProperty("descriptor", ""), keys.getProperty("written", "")));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    private static long number(Properties keys, String key) {
        long number = Long.parseLong(keys.getProperty(key, ""));
        if (number < 0) {
            throw new IllegalArgumentException(key + " is " + number);
        }
        return number;
    }

    /**
     * Writes the rotation record without forcing it to the disk: like the output itself, the record need only survive
     * the runner's death, and not a power failure.
     */
    RotationRecord write(OutputFiles files) throws IOException {
        String text = "schema=" + SCHEMA + "\nsequence=" + sequence + "\nphase=" + phase + "\nbase=" + base + "\ncut="
                + cut + "\ndropped=" + dropped + "\nmark=" + mark + "\nemptying=" + emptying + "\n"
                + (descriptor.equals(Descriptor.NONE)
                        ? ""
                        : "descriptor=" + descriptor.path() + "\nwritten=" + descriptor.identity() + "\n");
        WholeFile.replace(files.record(), files.draft(), text.getBytes(StandardCharsets.UTF_8),
                WholeFile.Outlives.RUNNER);
        return this;
    }
}
