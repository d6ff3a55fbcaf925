package dev.dpm.process.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.Attacher;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.Candidate;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Selection;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;

/** Finds the process on this machine, or in this pod, to which the runner attaches. */
public final class LocalAttacher implements Attacher {

    /** The largest number of bytes of a pid file: a pid has at most 7 digits. */
    private static final int PID_FILE_BYTES = 64;
    /**
     * If the process with the pid in a pid file started later than this after the file was written, it is another process
     * that got the same pid.
     */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final String homeKey;
    private final Function<ProcessIdentity, Duration> age;
    private final ProcFiles proc;

    /**
     * Creates an object that searches for processes.
     *
     * @param homeKey the key that identifies the runner's home in the variable {@code _DPM_COOKIE}
     * @param age returns the time since the start of a process
     */
    public LocalAttacher(String homeKey, Function<ProcessIdentity, Duration> age) {
        this.homeKey = homeKey;
        this.age = age;
        this.proc = new ProcFiles();
    }

    @Override
    public Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised) {
        if (selector.pid().isPresent() && proc.identify(selector.pid().get()).isEmpty()) {
            return new Sighting.Gone("process " + selector.pid().get()
                    + " does not exist; --pid names one process, and none after it is waited for");
        }
        Optional<Long> filed = Optional.empty();
        if (selector.pidFile().isPresent()) {
            try {
                filed = Optional.of(pidIn(selector.pidFile().get()));
            } catch (NoPid e) {
                return new Sighting.Nothing(e.getMessage());
            }
        }
        return chosen(selector, matching(selector, filed), supervised);
    }

    private Sighting chosen(AttachSelector selector, List<Candidate> all,
            Map<ProcessIdentity, TargetName> supervised) {
        Lineage lineage = new Lineage(proc);
        Objections objections = new Objections(proc, lineage, homeKey, supervised, all);
        // a process of dpm-runner itself may match too: the pattern is among the arguments of the command that requested the
        // attachment
        List<Candidate> matching = selector.pattern().isEmpty()
                ? all
                : all.stream().filter(candidate -> !objections.isOfDpm(candidate)).toList();
        Selection.Choice choice = new Selection(selector, lineage::parentOf, objections::against).of(matching);
        if (choice.chosen().isEmpty()) {
            return choice.isAmbiguous()
                    ? new Sighting.Several(choice.reason())
                    : new Sighting.Nothing(choice.reason());
        }
        Candidate main = choice.chosen().get();
        return proc.identify(main.pid())
                // the process is examined again, since another process may have this pid by now
                .filter(identity -> candidate(main.pid()).matches(selector))
                .<Sighting>map(identity -> new Sighting.Found(identity, age.apply(identity), choice.reason()))
                .orElseGet(() -> new Sighting.Nothing("process " + main + " matched and is gone"));
    }

    private List<Candidate> matching(AttachSelector selector, Optional<Long> filed) {
        List<Candidate> matching = new ArrayList<>();
        for (long pid : pids(selector, filed)) {
            Candidate candidate = candidate(pid);
            if (candidate.matches(selector) && isProgram(pid)) {
                matching.add(candidate);
            }
        }
        return matching;
    }

    private long[] pids(AttachSelector selector, Optional<Long> filed) {
        Optional<Long> one = selector.pid().map(Integer::longValue);
        if (one.isPresent() && filed.isPresent() && !one.equals(filed)) {
            return new long[0];
        }
        return one.or(() -> filed).map(pid -> new long[]{pid}).orElseGet(proc::pids);
    }

    private Candidate candidate(long pid) {
        return new Candidate(pid, proc.name(pid), proc.arguments(pid));
    }

    /** Whether a process is neither a zombie nor a kernel thread. */
    private boolean isProgram(long pid) {
        return proc.stat(pid).filter(stat -> !stat.isGone() && stat.residentPages() > 0).isPresent();
    }

    private long pidIn(Path file) throws NoPid {
        // opening a named pipe would block until another process opens it
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new NoPid("the pid file " + file + " is a folder, a pipe or a device");
        }
        try {
            String text = new String(BoundedFile.head(file, PID_FILE_BYTES), StandardCharsets.US_ASCII).strip();
            if (!text.matches("[1-9][0-9]{0,6}")) {
                throw new NoPid("the pid file " + file + " does not hold a pid");
            }
            long pid = Long.parseLong(text);
            if (isStale(file, pid)) {
                throw new NoPid("the pid file " + file + " is older than the process that bears pid " + pid + " now");
            }
            return pid;
        } catch (IOException e) {
            throw new NoPid("the pid file " + file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
    }

    /**
     * Whether the process with this pid is not the one that wrote the pid file: it started much later than the file was
     * written.
     */
    private boolean isStale(Path file, long pid) throws IOException {
        long sinceWritten = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
        return proc.identify(pid).map(age).filter(lived -> sinceWritten - lived.toMillis() > LATE.toMillis())
                .isPresent();
    }

    /** Thrown if the pid file that the user named contains no usable pid. */
    private static final class NoPid extends Exception {
        private static final long serialVersionUID = 1L;

        NoPid(String why) {
            super(why);
        }
    }
}
