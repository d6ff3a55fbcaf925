package dev.dpm.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/**
 * Makes a JVM write a thread dump by SIGQUIT (java(1)), and reads the dump from the JVM's output. SIGQUIT would end a JVM that
 * does not handle the signal, so the JVM's signal handlers are checked first.
 */
record QuitDump(Reader reader, BiConsumer<ProcessIdentity, Signal> signals, Function<TargetName, Path> logs) {

    private static final String BEGIN = "Full thread dump";
    /** The end of a thread dump: a line about the class space, or about JNI references. */
    private static final Pattern END = Pattern.compile("(?m)^ +class space .*$|^JNI global ref.*$");
    private static final Pattern CAUGHT = Pattern.compile("(?m)^SigCgt:\\s+([0-9a-f]+)$");
    private static final long QUIT_BIT = 1L << (Signal.QUIT.number() - 1);
    private static final int MOST_BYTES = 1 << 20;
    private static final long PAUSE_MILLIS = 20;
    /** How long no output must follow the end of a dump before the dump counts as complete, in nanoseconds. */
    private static final long SETTLED_NANOS = 100_000_000;

    /**
     * Makes a JVM write a thread dump and returns it.
     * @throws IOException with a sentence that says why there is no thread dump
     */
    byte[] take(TargetSpec spec, ProcessIdentity main, long until) throws IOException, InterruptedException {
        Path log = logs.apply(spec.name());
        if (spec.attach().isPresent() || !Files.isRegularFile(log)) {
            throw new IOException("its output is not kept, so that a dump by SIGQUIT cannot be read");
        }
        if (!catchesQuit(main.pid())) {
            throw new IOException("it does not catch SIGQUIT, which would end it");
        }
        long before = Files.size(log);
        signals.accept(main, Signal.QUIT);
        String seen = "";
        long last = System.nanoTime();
        while (System.nanoTime() < until) {
            Thread.sleep(PAUSE_MILLIS);
            String now = since(log, before);
            last = now.equals(seen) ? last : System.nanoTime();
            seen = now;
            boolean isWhole = seen.contains(BEGIN) && END.matcher(seen).find();
            if (isWhole && System.nanoTime() - last > SETTLED_NANOS) {
                return seen.substring(seen.indexOf(BEGIN)).getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        if (!seen.contains(BEGIN)) {
            throw new IOException("it got SIGQUIT, and wrote no dump in the time that was left");
        }
        return seen.substring(seen.indexOf(BEGIN)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean catchesQuit(long pid) throws IOException {
        Matcher caught = CAUGHT.matcher(reader.text("/proc/" + pid + "/status"));
        return caught.find() && (Long.parseUnsignedLong(caught.group(1), 16) & QUIT_BIT) != 0;
    }

    /**
     * The text after the first {@code before} bytes of a log. If the log is shorter, it was rotated, and its whole text is
     * returned.
     */
    private static String since(Path log, long before) throws IOException {
        try (FileChannel file = FileChannel.open(log)) {
            long size = file.size();
            long from = Math.max(size < before ? 0 : before, size - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
            int read = file.read(bytes, from);
            return read <= 0 ? "" : new String(bytes.array(), 0, read, StandardCharsets.ISO_8859_1);
        }
    }
}
