package dev.dpm.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.log.Stamp;
import dev.dpm.process.OutputPlace.Service;
import dev.dpm.process.WholeFile;
import dev.dpm.process.local.DatagramSocketOut;
import dev.dpm.process.output.JournalEntry;
import dev.dpm.process.output.LevelPrefix;
import dev.dpm.process.output.OutputRelay;
import dev.dpm.process.output.SyslogLine;

/** A destination for targets' output lines: a logging service of the machine, or a file in which each line has a time. */
abstract class RelaySink implements OutputRelay.Sink {

    /** Severities of syslog(3): 6 is informational, 3 is an error. */
    private static final int INFORMATIONAL = 6;
    private static final int ERROR = 3;

    /** The largest number of bytes of a line in this destination. Longer lines are divided. */
    abstract int longest();

    abstract String receiver();

    Optional<String> busy() {
        return Optional.of(receiver() + " takes nothing; its lines wait in its log");
    }

    void close() {
    }

    /** @param pid returns the pid of the target's main process; 0: the target has no process */
    static RelaySink of(TargetSpec spec, Path log, TargetOutputs outputs, LongSupplier pid) {
        int severity = log.equals(outputs.written(spec)) ? INFORMATIONAL : ERROR;
        String name = spec.name().value();
        if (spec.output().mode() == OutputMode.JOURNALD) {
            return new Datagrams(Service.JOURNALD, "the journal", JournalEntry.LONGEST,
                    severity,
                    (level, bytes, from, to) -> JournalEntry.of(name, pid.getAsLong(), level, bytes, from, to));
        }
        if (spec.output().mode() == OutputMode.SYSLOG) {
            return new Datagrams(Service.SYSLOG, "syslog", SyslogLine.LONGEST, severity,
                    (level, bytes, from, to) -> SyslogLine.of(name, pid.getAsLong(), level,
                            ZonedDateTime.now(ZoneId.systemDefault()), bytes, from, to));
        }
        return new Stamped(() -> outputs.stamped(spec, log), Clock.systemUTC());
    }

    private interface Form {
        byte[] of(int severity, byte[] bytes, int from, int to);
    }

    private static final class Datagrams extends RelaySink {
        private final DatagramSocketOut socket;
        private final String receiver;
        private final int longest;
        private final int otherwise;
        private final Form form;
        private int severity;

        /**
         * Takes the severity of each line from the line's prefix, see {@link LevelPrefix}.
         * @param otherwise the severity of lines without such a prefix
         */
        Datagrams(Service service, String receiver, int longest, int otherwise, Form form) {
            this.socket = new DatagramSocketOut(service.socket());
            this.receiver = receiver;
            this.longest = longest;
            this.otherwise = otherwise;
            this.severity = otherwise;
            this.form = form;
        }

        @Override
        int longest() {
            return longest;
        }

        @Override
        String receiver() {
            return receiver;
        }

        @Override
        public boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) throws IOException {
            OptionalInt level = begins ? LevelPrefix.of(bytes, from, to) : OptionalInt.empty();
            if (begins) {
                severity = level.orElse(otherwise);
            }
            byte[] datagram = form.of(severity, bytes, level.isPresent() ? from + LevelPrefix.LENGTH : from, to);
            return socket.send(datagram, Math.min(datagram.length, DatagramSocketOut.LONGEST));
        }

        @Override
        void close() {
            socket.close();
        }
    }

    /** Appends output lines to a file, each with the time at which the runner read it. */
    static final class Stamped extends RelaySink {
        private static final int LONGEST = 16 * 1024;

        private final Supplier<Path> log;
        private final Clock clock;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private byte[] stamp = new byte[0];

        Stamped(Supplier<Path> log, Clock clock) {
            this.log = log;
            this.clock = clock;
        }

        @Override
        int longest() {
            return LONGEST;
        }

        @Override
        String receiver() {
            return "its log with times";
        }

        @Override
        public boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) {
            if (taken.size() == 0) {
                stamp = (Stamp.of(clock.instant()) + " ").getBytes(StandardCharsets.US_ASCII);
            }
            if (begins) {
                taken.writeBytes(stamp);
            }
            taken.write(bytes, from, to - from);
            if (ends) {
                taken.write('\n');
            }
            return true;
        }

        /**
         * Writes all lines that were passed in so far, or none of them. If the disk is full, none is written, and the caller
         * passes them in again.
         */
        @Override
        public void flush() throws IOException {
            byte[] block = taken.toByteArray();
            taken.reset();
            if (block.length == 0) {
                return;
            }
            Path file = log.get();
            Files.createDirectories(file.toAbsolutePath().getParent(), WholeFile.OWNER_FOLDER);
            try (FileChannel channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), WholeFile.OWNER_FILE)) {
                long size = channel.size();
                try {
                    ByteBuffer rest = ByteBuffer.wrap(block);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                } catch (IOException refused) {
                    channel.truncate(size);
                    throw refused;
                }
            }
        }
    }
}
