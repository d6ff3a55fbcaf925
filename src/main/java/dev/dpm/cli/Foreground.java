package dev.dpm.cli;

import java.io.PrintStream;
import java.util.Optional;

import dev.dpm.config.StartRequest;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.ProcessIdentity;

/** Port: what needs the supervisor in this very JVM. The command line only asks; app answers. */
public interface Foreground {

    /**
     * Supervises until every target is at rest, or until told to end.
     *
     * @param request sound as far as the client could tell, except from a daemon's pipe, where it was checked before
     * @param home may be impossible to create: then the state is kept in memory
     * @param daemon launched by {@code start}, detached: writes the record that {@code start} waits for
     * @return the exit code of the JVM
     */
    int run(StartRequest request, RuntimeDirectory home, boolean daemon);

    /**
     * Without a daemon: finds targets of a dead one, stops them as a daemon would, and ends. No faces are brought up.
     *
     * @param name only this one; empty: all
     * @return 0 when nothing of them is left, else the exit code, the reason being on stderr
     */
    int stopUnsupervised(RuntimeDirectory home, Optional<String> name);

    /**
     * Sends TERM to exactly this process, through a pidfd; wakes it where it is stopped, so that it can answer.
     *
     * @return why it could not be signalled; empty: it was, or it is gone
     */
    Optional<String> terminate(ProcessIdentity process);

    /**
     * Puts dpm-runner into manifests, without a cluster.
     *
     * @param out where the manifests go, and nothing else
     * @return the exit code, what there is to say being on {@code err}
     */
    int inject(InjectRequest request, PrintStream out, PrintStream err);

    /**
     * Works as the operator of a cluster until it is told to end.
     *
     * @return the exit code, where it ends by itself
     */
    int operate(OperatorRequest request);

    /**
     * Turns files of other supervisors into a configuration file.
     *
     * @param out where the file goes, and nothing else
     * @return the exit code, what could not be carried over being on {@code err}
     */
    int importFrom(ImportRequest request, PrintStream out, PrintStream err);
}
