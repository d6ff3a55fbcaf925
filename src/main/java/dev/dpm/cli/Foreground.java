package dev.dpm.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.config.StartRequest;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.ProcessIdentity;

/** Port: work that needs the supervisor in the command's own JVM; the room {@code app} implements it. */
public interface Foreground {

    /**
     * Supervises until every target is at rest, or until told to end.
     *
     * @param request checked by the client, or before it was written to a daemon's pipe
     * @param home where it cannot be created, state is kept in memory
     * @param daemon true: launched by {@code start}, detached; writes the record that {@code start} waits for
     * @return the exit code of the JVM
     */
    int run(StartRequest request, RuntimeDirectory home, boolean daemon);

    /**
     * Finds targets of a dead daemon, stops them as a daemon would, and ends; no console, API or log is started.
     *
     * @param name only this target; empty: all
     * @return 0 when no process of them is left, else the exit code, with the reason on stderr
     */
    int stopUnsupervised(RuntimeDirectory home, Optional<String> name);

    /**
     * Sends TERM to exactly this process, through a pidfd, and CONT where it is stopped, so that it can react.
     *
     * @return why it could not be signalled; empty: it was, or it is gone
     */
    Optional<String> terminate(ProcessIdentity process);

    /**
     * Puts dpm-runner into manifests, without asking a cluster.
     *
     * @param out gets the manifests, and nothing else
     * @param err gets the sentences
     * @return the exit code
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

    /**
     * Answers an assistant until it closes its end.
     *
     * @return the exit code
     */
    int assist(AssistRequest request);

    /**
     * The arguments of {@code mcp}.
     *
     * @param in what the assistant writes
     * @param out for the protocol alone
     * @param isChangeAllowed whether it may start, stop and restart
     * @param commands runs the words of a command line
     */
    public record AssistRequest(InputStream in, PrintStream out, boolean isChangeAllowed,
            Function<List<String>, CommandOutput> commands) {
    }

    /** What a command printed, and its exit code. */
    public record CommandOutput(int exitCode, String out, String err) {
    }

    /**
     * The arguments of {@code operator} without a subcommand.
     *
     * @param port the port of the webhook
     * @param namespace the operator's namespace; empty: that of its service account or of the kubeconfig
     * @param image the image of dpm-runner for a Supervision that names none; empty: the image of the operator's own
     * pod
     */
    public record OperatorRequest(int port, Optional<String> namespace, Optional<String> image) {
    }

    /**
     * The input of {@code operator inject}.
     *
     * @param manifestsName the name of the manifests' source for sentences
     * @param manifests text of Kubernetes manifests
     * @param supervisionName the name of the Supervisions' source for sentences
     * @param supervision text of Supervisions
     * @param namespace for documents that name none; empty: the Supervision's
     * @param server the version of Kubernetes that the manifests are for
     * @param image of dpm-runner where the Supervision names none
     */
    public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
            Optional<String> namespace, String server, Optional<String> image) {
    }

    /**
     * The arguments of {@code import}.
     *
     * @param files absolute paths
     * @param tool the value of {@code --from}; empty: the tool is recognised from each file
     * @param environment the caller's environment, for variables that the files refer to
     */
    public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

        public ImportRequest {
            files = List.copyOf(files);
            environment = Map.copyOf(environment);
        }
    }
}
