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
 * Where the live file stands in the whole of what a target has written, and how far a rotation has come: a small file
 * beside it, replaced whole. It is what a rotation that was killed goes on from, and how a reader keeps its place.
 *
 * @param sequence grows with every change
 * @param base bytes that had left the live file before this rotation
 * @param cut bytes that leave it with this rotation
 * @param dropped how many of them are not kept
 * @param mark what is written over the head once it is copied: as long as it stands there, the head is not yet removed
 * @param emptying whether the file can only be emptied
 * @param descriptor through which the live file is opened, where its name leads elsewhere
 */
record RotationRecord(long sequence, Phase phase, long base, long cut, long dropped, String mark, boolean emptying,
        Descriptor descriptor) {

    private static final String SCHEMA = "1";

    /** The way of a rotation. */
    enum Phase {
        /** None is under way; copies that lie about are worth nothing. */
        SETTLED,
        /** Everything is copied; the live file may bear the mark. */
        COPIED,
        /** The live file bore the mark; if it still does, its head is to be removed. */
        MARKED,
        /** The head is removed, {@code base} is the new one; copies are being given their numbers. */
        REMOVED
    }

    static final RotationRecord NONE = new RotationRecord(0, Phase.SETTLED, 0, 0, 0, "", false,
            Descriptor.NONE);

    /** Written at a moment, and the newest there is. */
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

    /** A file that cannot be understood is as none: bytes are counted anew, and nothing is removed on its word. */
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

    /** Not forced to the disk: it has to outlive the runner, and the output itself outlives no more than that. */
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
