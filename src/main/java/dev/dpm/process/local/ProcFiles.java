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
 * Reads {@code /proc} (proc(5)) as bytes, with one open, read and close for each file.
 *
 * <p> If a process does not exist, or the runner may not read its files, the result is empty. If the runner cannot open
 * any file (no free descriptors), the methods throw an exception, because the runner's shortage must not look like the
 * end of a target.
 */
public final class ProcFiles {

    private static final byte[] NOTHING = new byte[0];
    private static final long[] NOBODY = new long[0];
    /** The size in bytes of a buffer for any stat file: 52 fields of at most 20 digits, a name of at most 64 bytes. */
    private static final int STAT_BYTES = 1200;
    /** The size in bytes of a buffer for any statm file: seven figures. */
    private static final int STATM_BYTES = 256;
    /** The number of bytes of a file up to which Java reads without allocating a native buffer. */
    private static final int CHUNK_BYTES = 8192;
    /** A read buffer for each thread. Each sample reads several small files, so the buffer is used again. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[CHUNK_BYTES]);
    /**
     * How often the runner tries to open a file of {@code /proc} that exists but cannot be opened, although other files
     * can be opened. After that, the file counts as unreadable.
     */
    private static final int LOOKS = 3;

    /** The line of {@code /proc/PID/limits} about CPU time, soft limit and hard limit, where the hard limit is a number. */
    private static final Pattern HARD_CPU = Pattern
            .compile("(?m)^Max cpu time +(?:unlimited|[0-9]{1,18}) +([1-9][0-9]{0,8}) +seconds");

    private final String root;
    private final String bootId;

    /** Makes a reader of this machine's {@code /proc}. */
    public ProcFiles() {
        this("/proc");
    }

    ProcFiles(String root) {
        this.root = root;
        this.bootId = text(root + "/sys/kernel/random/boot_id").orElse("unknown");
    }

    /** The parsed {@code /proc/PID/stat} of a process, even of a zombie. */
    public Optional<ProcStat> stat(long pid) {
        return read(root + "/" + pid + "/stat", STAT_BYTES, ProcStat::parse);
    }

    /**
     * Resident memory in bytes, from {@code statm}. Since Linux 6.17 the figure in {@code stat} leaves out pages that a
     * processor has counted but not yet added to the sum: 90 KiB of a small shell on two processors, more on larger
     * machines. If {@code statm} cannot be read (the process has just ended, or the runner lacks descriptors), the
     * result is the figure of {@code stat}, which is never 0.
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

    /** The identity of the process that has this pid. Empty: no process has the pid, or the process is a zombie. */
    public Optional<ProcessIdentity> identify(long pid) {
        return stat(pid).filter(stat -> !stat.isGone()).map(this::identity);
    }

    /** Whether exactly the process with this identity still runs. A zombie does not run. */
    public boolean isAlive(ProcessIdentity identity) {
        return alive(identity).isPresent();
    }

    /**
     * The parsed {@code /proc/PID/stat} of exactly the process with this identity. Empty: the process no longer runs.
     */
    Optional<ProcStat> alive(ProcessIdentity identity) {
        return identity.bootId().equals(bootId)
                ? stat(identity.pid()).filter(stat -> !stat.isGone() && stat.startTicks() == identity.startTicks())
                : Optional.empty();
    }

    /** The identity of a process whose {@code stat} was read since this machine's last boot. */
    public ProcessIdentity identity(ProcStat stat) {
        return identity(stat.pid(), stat.startTicks());
    }

    ProcessIdentity identity(long pid, long startTicks) {
        return new ProcessIdentity(pid, startTicks, bootId);
    }

    /** The pids of the children of a process, from all of its threads. */
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

    /** The pids of the children that one thread forked or inherited: decimal pids, each followed by a space. */
    byte[] childrenOfThread(long pid, long thread) {
        return read(root + "/" + pid + "/task/" + thread + "/children", 512);
    }

    /** The pids of every process of the machine that {@code /proc} shows. */
    long[] pids() {
        return numbersIn(root);
    }

    /** The pid that the kernel assigned last; 0: the kernel does not show this pid (proc(5), loadavg). */
    long lastPid() {
        String text = text(root + "/loadavg").orElse("");
        String last = text.substring(text.lastIndexOf(' ') + 1);
        return last.matches("[0-9]{1,9}") ? Long.parseLong(last) : 0;
    }

    /**
     * The environment with which a process was started, each entry ended by NUL. The result is also empty if the runner
     * may not read the environment.
     */
    byte[] environ(long pid) {
        return read(root + "/" + pid + "/environ", CHUNK_BYTES);
    }

    /**
     * The hard limit of a process's CPU time in seconds (RLIMIT_CPU of setrlimit(2)); empty: there is none, or it cannot
     * be read.
     */
    public OptionalLong hardCpuSeconds(long pid) {
        return text(root + "/" + pid + "/limits").map(HARD_CPU::matcher).filter(Matcher::find)
                .map(found -> OptionalLong.of(Long.parseLong(found.group(1)))).orElse(OptionalLong.empty());
    }

    /** The name of a process in the kernel (comm); empty text: the process has ended. */
    public String name(long pid) {
        return text(root + "/" + pid + "/comm")
                .map(name -> NativeText.decode(name.getBytes(StandardCharsets.ISO_8859_1))).orElse("");
    }

    /** The cgroups of a process, a line for each hierarchy (cgroups(7)). */
    byte[] cgroups(long pid) {
        return read(root + "/" + pid + "/cgroup", CHUNK_BYTES);
    }

    /**
     * The path of the program file that a process runs, as the path was at exec (the link {@code /proc/PID/exe}).
     * Empty text: the runner may not read the link.
     */
    String program(long pid) {
        return link(root + "/" + pid + "/exe").replaceFirst(" \\(deleted\\)$", "");
    }

    /**
     * The working folder of a process (the link {@code /proc/PID/cwd}). Empty text: the runner may not read the link.
     */
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

    /**
     * The present moment in clock ticks since boot, comparable to start ticks; 0: the kernel does not show the moment.
     */
    long now() {
        String text = text(root + "/uptime").orElse("");
        String seconds = text.split(" ", 2)[0];
        return seconds.matches("[0-9]+\\.[0-9]{2}") ? Long.parseLong(seconds.replace(".", "")) : 0;
    }

    /** The first bytes of a process's arguments, each ended by NUL. */
    byte[] commandLine(long pid, int most) {
        try (FileInputStream in = new FileInputStream(root + "/" + pid + "/cmdline")) {
            return in.readNBytes(most);
        } catch (IOException gone) {
            return NOTHING;
        }
    }

    /**
     * The proportional set size of a process in bytes (smaps_rollup of proc(5)). Empty: the file may not be read, or
     * the process is a kernel thread.
     */
    public Optional<Long> proportionalBytes(long pid) {
        String rollup = new String(read(root + "/" + pid + "/smaps_rollup", CHUNK_BYTES), StandardCharsets.ISO_8859_1);
        return rollup.lines().filter(line -> line.startsWith("Pss:")).findFirst()
                .map(line -> numbers(line.getBytes(StandardCharsets.ISO_8859_1)))
                .filter(found -> found.length == 1).map(kibibytes -> kibibytes[0] << 10);
    }

    /**
     * The argv that a process shows now. Empty: the process is a kernel thread or a zombie, or the runner may not read
     * its argv.
     */
    List<String> arguments(long pid) {
        String joined = NativeText.decode(read(root + "/" + pid + "/cmdline", CHUNK_BYTES));
        // a process that has replaced its arguments by a title leaves NULs after the title
        String words = joined.replaceFirst("\0+$", "");
        return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
    }

    /** The runner's own umask, in octal digits such as {@code 0022}; empty where the kernel does not show it. */
    Optional<String> ownUmask() {
        return ownStatus("Umask:");
    }

    /** The value of a key such as {@code Umask:} in the runner's own status file. */
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
     * Converts the content of a file to a value. Only the first {@code length} bytes of the array are content, and the
     * next read of a file overwrites them.
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
                break; // the kernel returns the whole stat file in one read
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            more = in.read(bytes, length, Math.min(CHUNK_BYTES, bytes.length - length));
        }
        return content.of(bytes, length);
    }

    /**
     * Whether a failed attempt to open a file is an answer about the file (no such process, no permission), and not due
     * to a lack of file descriptors. The method does not depend on the language of the error message. A descriptor may
     * have become free since the failure, so an existing file is tried again before its refusal counts.
     *
     * @throws UncheckedIOException where the runner cannot open any file
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
     * Makes the exception for a runner that has no free file descriptor.
     *
     * @param whatFor the work that the runner cannot do
     */
    static UncheckedIOException exhausted(String whatFor) {
        String sentence = "the runner has no descriptors left, so it cannot " + whatFor;
        return new UncheckedIOException(sentence, new IOException(sentence));
    }

    /** Whether the runner can open a file now, which needs a free file descriptor. */
    static boolean canOpen() {
        try (FileInputStream canary = new FileInputStream("/proc/self/stat")) {
            return canary.read() >= 0;
        } catch (IOException exhausted) {
            return false;
        }
    }
}
