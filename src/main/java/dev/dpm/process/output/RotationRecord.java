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
 * The state of the rotation of a log, stored in a small file that is replaced atomically.
 *
 * @param sequence a number that grows with every change of the record
 * @param phase how far the rotation has come
 * @param base the number of bytes that earlier rotations removed from the log
 * @param cut the number of bytes that this rotation removes from the log
 * @param dropped how many of these bytes are deleted without a copy
 * @param mark the text that is written over the copied head; as long as the log begins with it, the head has not been
 *     removed
 * @param emptying whether the log can only be emptied as a whole
 * @param descriptor leads to the log if its name does not
 */
record RotationRecord(long sequence, Phase phase, long base, long cut, long dropped, String mark, boolean emptying,
        Descriptor descriptor) {

    private static final String SCHEMA = "1";

    /** How far the last rotation of a log has come. */
    enum Phase {
        /** No rotation is under way. */
        SETTLED,
        /** The head of the log is copied to other files. */
        COPIED,
        /** The mark is written over the head, which must be removed if it is still there. */
        MARKED,
        /** The head is removed, and its copies get their numbers. */
        REMOVED
    }

    static final RotationRecord NONE = new RotationRecord(0, Phase.SETTLED, 0, 0, 0, "", false,
            Descriptor.NONE);

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

    /** Parses a record. An invalid text results in {@link #NONE}, as if there was no record. */
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

    /** Writes the record to its file. The file survives the death of the runner, but perhaps not a power failure. */
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
