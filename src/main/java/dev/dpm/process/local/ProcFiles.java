package dev.dpm.process.local;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;
import dev.dpm.process.ProcessIdentity;

/**
 * Reads {@code /proc} (proc(5)) as bytes. A result is empty if a file does not exist or cannot be read. If no file
 * descriptor is free, the methods throw an UncheckedIOException.
 */
public final class ProcFiles {

    private static final byte[] NOTHING = new byte[0];
    private static final long[] NOBODY = new long[0];
    /** The size of a buffer in bytes that is large enough for any file {@code /proc/PID/stat}. */
    private static final int STAT_BYTES = 1200;
    /** The size of a buffer in bytes that is large enough for any file {@code /proc/PID/statm}. */
    private static final int STATM_BYTES = 256;
    /**
     * The first size of the read buffer in bytes, and the largest number of bytes in one read. For a read of up to this size,
     * Java allocates no native buffer.
     */
    private static final int CHUNK_BYTES = 8192;
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[CHUNK_BYTES]);
    /** How often opening a file is tried, if the file exists but cannot be opened. */
    private static final int LOOKS = 3;

    /** The line about the limit on CPU time in {@code /proc/PID/limits}, if it contains a hard limit. */
    private static final Pattern HARD_CPU = Pattern
            .compile("(?m)^Max cpu time +(?:unlimited|[0-9]{1,18}) +([1-9][0-9]{0,8}) +seconds");

    private final String root;
    private final String bootId;

    public ProcFiles() {
        this("/proc");
    }

    ProcFiles(String root) {
        this.root = root;
        this.bootId = text(root + "/sys/kernel/random/boot_id").orElse("unknown");
    }

    public Optional<ProcStat> stat(long pid) {
        return read(root + "/" + pid + "/stat", STAT_BYTES, ProcStat::parse);
    }

    /**
     * The resident memory of a process in bytes, from its file {@code statm}. The figure in {@code stat} is less exact
     * since Linux 6.17.
     */
    public long residentBytes(ProcStat stat) {
        byte[] statm = read(root + "/" + stat.pid() + "/statm", STATM_BYTES);
        int at = 0;
        while (at < statm.length && statm[at] != ' ') {
            at++;
        }
        long pages = 0;
        for (at++; at < statm.length && statm[at] != ' '; at++) {
            pages = pages * 10 + (statm[at] - '0');
        }
        return (pages > 0 ? pages : stat.residentPages()) * PageSize.BYTES;
    }

    /** The identity of the process with this pid; empty if there is none, or if it is a zombie. */
    public Optional<ProcessIdentity> identify(long pid) {
        return stat(pid).filter(stat -> !stat.isGone()).map(this::identity);
    }

    /** Whether this process lives. A zombie counts as ended. */
    public boolean isAlive(ProcessIdentity identity) {
        return alive(identity).isPresent();
    }

    /** The fields of {@code /proc/PID/stat} of this process; empty if the process has ended. */
    Optional<ProcStat> alive(ProcessIdentity identity) {
        return identity.bootId().equals(bootId)
                ? stat(identity.pid()).filter(stat -> !stat.isGone() && stat.startTicks() == identity.startTicks())
                : Optional.empty();
    }

    public ProcessIdentity identity(ProcStat stat) {
        return identity(stat.pid(), stat.startTicks());
    }

    ProcessIdentity identity(long pid, long startTicks) {
        return new ProcessIdentity(pid, startTicks, bootId);
    }

    long[] children(ProcStat stat) {
        if (stat.threads() == 1) {
            return numbers(childrenOfThread(stat.pid(), stat.pid()));
        }
        long[] all = NOBODY;
        for (long thread : numbersIn(root + "/" + stat.pid() + "/task")) {
            long[] some = numbers(childrenOfThread(stat.pid(), thread));
            int before = all.length;
            all = Arrays.copyOf(all, before + some.length);
            System.arraycopy(some, 0, all, before, some.length);
        }
        return all;
    }

    /** The pids of a thread's children, each followed by a space. */
    byte[] childrenOfThread(long pid, long thread) {
        return read(root + "/" + pid + "/task/" + thread + "/children", 512);
    }

    long[] pids() {
        return numbersIn(root);
    }

    /** The pid that was assigned last on this machine (proc(5), loadavg); 0 if unknown. */
    long lastPid() {
        String text = text(root + "/loadavg").orElse("");
        String last = text.substring(text.lastIndexOf(' ') + 1);
        return last.matches("[0-9]{1,9}") ? Long.parseLong(last) : 0;
    }

    /**
     * The environment with which a process started, as in {@code /proc/PID/environ}: variables that end with NUL. Empty
     * if unreadable.
     */
    byte[] environ(long pid) {
        return read(root + "/" + pid + "/environ", CHUNK_BYTES);
    }

    /**
     * The hard limit of a process's CPU time in seconds (RLIMIT_CPU); empty if there is none, or if it is unreadable.
     */
    public OptionalLong hardCpuSeconds(long pid) {
        return text(root + "/" + pid + "/limits").map(HARD_CPU::matcher).filter(Matcher::find)
                .map(found -> OptionalLong.of(Long.parseLong(found.group(1)))).orElse(OptionalLong.empty());
    }

    /** The name of a process ({@code /proc/PID/comm}); empty text if the process has ended. */
    public String name(long pid) {
        return text(root + "/" + pid + "/comm")
                .map(name -> NativeText.decode(name.getBytes(StandardCharsets.ISO_8859_1))).orElse("");
    }

    /** The content of {@code /proc/PID/cgroup}: a line for each cgroup hierarchy (cgroups(7)). */
    byte[] cgroups(long pid) {
        return read(root + "/" + pid + "/cgroup", CHUNK_BYTES);
    }

    /** The path of a process's program file ({@code /proc/PID/exe}); empty text if unreadable. */
    String program(long pid) {
        return link(root + "/" + pid + "/exe").replaceFirst(" \\(deleted\\)$", "");
    }

    /** The working folder of a process ({@code /proc/PID/cwd}); empty text if unreadable. */
    String folder(long pid) {
        return link(root + "/" + pid + "/cwd");
    }

    private static String link(String path) {
        try {
            return NativePaths.text(Files.readSymbolicLink(Path.of(path)));
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /** The present time in clock ticks since boot; 0 if unknown. */
    long now() {
        String text = text(root + "/uptime").orElse("");
        String seconds = text.split(" ", 2)[0];
        return seconds.matches("[0-9]+\\.[0-9]{2}") ? Long.parseLong(seconds.replace(".", "")) : 0;
    }

    /** The arguments of a process, cut to {@code most} bytes. Each argument ends with NUL. */
    byte[] commandLine(long pid, int most) {
        try (FileInputStream in = new FileInputStream(root + "/" + pid + "/cmdline")) {
            return in.readNBytes(most);
        } catch (IOException gone) {
            return NOTHING;
        }
    }

    /**
     * The proportional set size of a process in bytes (smaps_rollup of proc(5)); empty if it is unreadable, or for a
     * kernel thread.
     */
    public Optional<Long> proportionalBytes(long pid) {
        String rollup = new String(read(root + "/" + pid + "/smaps_rollup", CHUNK_BYTES), StandardCharsets.ISO_8859_1);
        return rollup.lines().filter(line -> line.startsWith("Pss:")).findFirst()
                .map(line -> numbers(line.getBytes(StandardCharsets.ISO_8859_1)))
                .filter(found -> found.length == 1).map(kibibytes -> kibibytes[0] << 10);
    }

    /** The arguments of a process as they are now; empty if they are unreadable, or for a kernel thread or a zombie. */
    List<String> arguments(long pid) {
        String joined = NativeText.decode(read(root + "/" + pid + "/cmdline", CHUNK_BYTES));
        // a program may overwrite its arguments with a shorter title; NUL bytes then follow the title
        String words = joined.replaceFirst("\0+$", "");
        return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
    }

    /** The umask of the runner, such as {@code 0022}; empty if unknown. */
    Optional<String> ownUmask() {
        return ownStatus("Umask:");
    }

    /** The value of a key such as {@code Umask:} in {@code /proc/self/status}. */
    Optional<String> ownStatus(String key) {
        return text(root + "/self/status")
                .flatMap(text -> text.lines().filter(line -> line.startsWith(key)).findFirst())
                .map(line -> line.substring(key.length()).strip());
    }

    static long[] numbers(byte[] bytes) {
        long[] found = new long[bytes.length / 2 + 1];
        int count = 0;
        long value = 0;
        for (byte character : bytes) {
            if (character >= '0' && character <= '9') {
                value = value * 10 + (character - '0');
            } else if (value > 0) {
                found[count++] = value;
                value = 0;
            }
        }
        if (value > 0) {
            found[count++] = value;
        }
        return Arrays.copyOf(found, count);
    }

    private static long[] numbersIn(String folder) {
        String[] names = listed(folder);
        long[] found = new long[names.length];
        int count = 0;
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                found[count++] = Long.parseLong(name);
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static String[] listed(String folder) {
        for (int look = 1;; look++) {
            String[] names = new File(folder).list();
            if (names != null || isAnswer(folder, look)) {
                return names == null ? new String[0] : names;
            }
        }
    }

    private static Optional<String> text(String file) {
        String text = new String(read(file, CHUNK_BYTES), StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Converts the content of a file. Only the first {@code length} bytes of the array are the content, since the array
     * is reused.
     */
    private interface Content<T> {
        T of(byte[] bytes, int length);
    }

    private static byte[] read(String file, int expectedBytes) {
        return read(file, expectedBytes, (bytes, length) -> length == 0 ? NOTHING : Arrays.copyOf(bytes, length));
    }

    private static <T> T read(String file, int expectedBytes, Content<T> content) {
        for (int look = 1;; look++) {
            try (FileInputStream in = new FileInputStream(file)) {
                return read(in, expectedBytes, content);
            } catch (IOException refused) {
                if (isAnswer(file, look)) {
                    return content.of(NOTHING, 0);
                }
            }
        }
    }

    private static <T> T read(FileInputStream in, int expectedBytes, Content<T> content) throws IOException {
        byte[] bytes = SCRATCH.get();
        int length = 0;
        int more = in.read(bytes, 0, Math.min(expectedBytes, bytes.length));
        while (more > 0) {
            length += more;
            if (length < expectedBytes && expectedBytes == STAT_BYTES) {
                break; // one read(2) returns the whole file stat
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            more = in.read(bytes, length, Math.min(CHUNK_BYTES, bytes.length - length));
        }
        return content.of(bytes, length);
    }

    /**
     * Whether a failure to open a file is final. If the file exists, opening it is tried {@link #LOOKS} times.
     *
     * @throws UncheckedIOException no file can be opened, since no file descriptor is free
     */
    private static boolean isAnswer(String file, int look) {
        if (!new File(file).exists()) {
            return true;
        }
        if (!canOpen()) {
            throw exhausted("tell what " + file + " says");
        }
        return look >= LOOKS;
    }

    /**
     * The exception to throw if no file descriptor is free.
     *
     * @param whatFor the work that is impossible without one
     */
    static UncheckedIOException exhausted(String whatFor) {
        String sentence = "the runner has no descriptors left, so it cannot " + whatFor;
        return new UncheckedIOException(sentence, new IOException(sentence));
    }

    static boolean canOpen() {
        try (FileInputStream canary = new FileInputStream("/proc/self/stat")) {
            return canary.read() >= 0;
        } catch (IOException exhausted) {
            return false;
        }
    }
}
