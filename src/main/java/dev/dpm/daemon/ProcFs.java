package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.process.Cookie;
import dev.dpm.process.NativeText;
import dev.dpm.process.ProcessIdentity;

/**
 * Reads {@code /proc} (proc(5)) for the commands of dpm-runner. It uses no library, since that would take longer to load.
 *
 * @param root {@code /proc}, or a folder of the same form
 */
public record ProcFs(Path root) {

    public static ProcFs system() {
        return new ProcFs(Path.of("/proc"));
    }

    /** The process that has this pid now; empty: there is none, or it is a zombie. */
    public Optional<ProcessIdentity> identify(long pid) {
        String stat = read(root.resolve(Long.toString(pid)).resolve("stat"));
        // the second field is the program's name in brackets, which may contain blanks and brackets
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return Optional.empty();
        }
        String[] fields = stat.substring(name + 1).strip().split(" ");
        boolean isGone = fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X");
        return isGone ? Optional.empty() : identity(pid, fields[19]);
    }

    private Optional<ProcessIdentity> identity(long pid, String startTicks) {
        String bootId = bootId();
        return bootId.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProcessIdentity(pid, Long.parseLong(startTicks), bootId));
    }

    /** Whether this process still runs. A zombie does not count as running, nor does another process with the same pid. */
    public boolean isAlive(ProcessIdentity identity) {
        return identify(identity.pid()).filter(identity::equals).isPresent();
    }

    public ProcessIdentity self() {
        return identify(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException(root + " does not show this very process"));
    }

    /**
     * The living processes of this home folder's targets on the whole machine, by target. Such a process has the home
     * folder's key in its environment. Processes whose environment this user may not read are missing.
     */
    Map<String, List<Carrier>> carriers(String homeKey) {
        Map<String, List<Carrier>> found = new TreeMap<>();
        long self = ProcessHandle.current().pid();
        String[] names = root.toFile().list((folder, name) -> Character.isDigit(name.charAt(0)));
        for (String name : names == null ? new String[0] : names) {
            long pid = Long.parseLong(name);
            Optional<Cookie> cookie = pid == self || pid == 1 ? Optional.empty() : cookie(name);
            cookie.filter(one -> one.homeKey().equals(homeKey)).ifPresent(one -> identify(pid).ifPresent(
                    process -> found.computeIfAbsent(one.incarnation().target().value(), target -> new ArrayList<>())
                            .add(new Carrier(process, one.hook()))));
        }
        return found;
    }

    /**
     * A living process of a target.
     *
     * @param hook the hook that the process runs, such as {@code pre_start}; empty text: it runs the target's program
     */
    record Carrier(ProcessIdentity process, String hook) {
    }

    private Optional<Cookie> cookie(String pid) {
        return Cookie.in(bytes(root.resolve(pid).resolve("environ")));
    }

    /** The paths of a process's open files; empty: this user may not read them. */
    List<String> openFiles(long pid) {
        Path folder = root.resolve(Long.toString(pid)).resolve("fd");
        List<String> found = new ArrayList<>();
        String[] names = folder.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            try {
                found.add(Files.readSymbolicLink(folder.resolve(name)).toString());
            } catch (IOException e) {
                // the process closed the file meanwhile
                continue;
            }
        }
        return found;
    }

    /**
     * Whether a process was started with this environment entry.
     *
     * @param entry {@code NAME=value}
     */
    boolean hasInEnvironment(long pid, String entry) {
        String environment = read(root.resolve(Long.toString(pid)).resolve("environ"));
        String wanted = new String(entry.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return List.of(environment.split("\0", -1)).contains(wanted);
    }

    /** Whether a signal has stopped the process (SIGSTOP, SIGTSTP). */
    public boolean isStopped(ProcessIdentity process) {
        return stoppedState(process).equals(Optional.of("T"));
    }

    /** {@code T}: a signal has stopped the process; {@code t}: a debugger has (proc_pid_stat(5)); empty: it is not stopped. */
    public Optional<String> stoppedState(ProcessIdentity process) {
        String state = behindName(read(root.resolve(Long.toString(process.pid())).resolve("stat")))[0];
        return isAlive(process) && (state.equals("T") || state.equals("t")) ? Optional.of(state) : Optional.empty();
    }

    /**
     * User and system time of a process in clock ticks (fields 14 and 15 of {@code /proc/PID/stat}); empty text: it has ended.
     */
    String processorTime(ProcessIdentity process) {
        String[] fields = behindName(read(root.resolve(Long.toString(process.pid())).resolve("stat")));
        return fields.length < 20 ? "" : fields[11] + " " + fields[12];
    }

    /** Whether a thread of the process is runnable or waits for a disk. */
    boolean hasRunnableThread(ProcessIdentity process) {
        Path threads = root.resolve(Long.toString(process.pid())).resolve("task");
        String[] names = threads.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            String state = behindName(read(threads.resolve(name).resolve("stat")))[0];
            if (state.equals("R") || state.equals("D")) {
                return true;
            }
        }
        return false;
    }

    /** The fields of {@code /proc/PID/stat} after the program's name, which may contain blanks and brackets. */
    private static String[] behindName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    }

    /** The id of the present boot; empty text: unknown. */
    public String bootId() {
        return read(root.resolve("sys/kernel/random/boot_id")).strip();
    }

    /** Whether a process has a controlling terminal: field 7 of {@code /proc/PID/stat}, tty_nr, is not 0 (proc(5)). */
    public boolean hasTerminal(long pid) {
        String stat = read(root.resolve(Long.toString(pid)).resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > 4 && !fields[4].equals("0");
    }

    /** This process's umask(2) as octal text. Java has no method for it. */
    public String umask() {
        for (String line : read(root.resolve("self/status")).split("\n")) {
            if (line.startsWith("Umask:")) {
                return line.substring("Umask:".length()).strip();
            }
        }
        return "0022";
    }

    /** Program and arguments of a process, separated by NUL; empty: it has ended, or is hidden from this user. */
    String commandLine(long pid) {
        return NativeText.decode(bytes(root.resolve(Long.toString(pid)).resolve("cmdline")));
    }

    private static String read(Path file) {
        return new String(bytes(file), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            // the process has ended, or is hidden from this user
            return new byte[0];
        }
    }
}
