package dev.dpm.cli.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.ProcessIdentity;

/** Port: work that needs the supervisor in the command's own JVM; the package {@code app} implements it. */
public interface Foreground {

    /**
     * Supervises targets until all of them have ended for good, or until a signal or a command ends the runner.
     *
     * @param request a request that was already checked: by the client, or before it was written to a daemon's pipe
     * @param home the home; where it cannot be created, state is kept in memory
     * @param daemon true: {@code start} launched this process, which writes the record that {@code start} waits for
     * @return the exit code of the JVM
     */
    int run(StartRequest request, RuntimeDirectory home, boolean daemon);

    /**
     * Stops the targets of a dead daemon in the way a daemon stops targets, and returns. Console, API and log are not
     * started.
     *
     * @param name the only target to stop; empty: all targets
     * @return 0 when no process of these targets is left; otherwise the exit code, with the reason on stderr
     */
    int stopUnsupervised(RuntimeDirectory home, Optional<String> name);

    /**
     * Answers a request for events from the journal that a runner left in a home, as that runner would have answered.
     * Changes nothing.
     *
     * @param query the parameters of {@code GET /api/v1/events}
     * @param type the media type of the answer: text, or newline-delimited JSON
     * @return the answer; empty: the home has no journal
     * @throws IOException where the journal cannot be read, with a sentence
     */
    Optional<HttpAnswer> leftEvents(RuntimeDirectory home, Map<String, String> query, String type) throws IOException;

    /**
     * Sends TERM to exactly this process, through a pidfd, and CONT where the process is stopped, so that it can react.
     *
     * @return why the process could not be signalled; empty: the signal was sent, or the process is gone
     */
    Optional<String> terminate(ProcessIdentity process);

    /**
     * Adds dpm-runner to manifests, without contacting a cluster.
     *
     * @param out receives the manifests, and nothing else
     * @param err receives the sentences for people
     * @return the exit code
     */
    int inject(InjectRequest request, PrintStream out, PrintStream err);

    /**
     * Works as the operator of a cluster until the process is told to end.
     *
     * @return the exit code, where the operator ends by itself
     */
    int operate(OperatorRequest request);

    /**
     * Turns files of other supervisors into a configuration file.
     *
     * @param out receives the configuration file, and nothing else
     * @return the exit code; everything that could not be carried over is reported on {@code err}
     */
    int importFrom(ImportRequest request, PrintStream out, PrintStream err);

    /**
     * Answers an assistant until the assistant closes the connection.
     *
     * @return the exit code
     */
    int assist(AssistRequest request);

    /**
     * The arguments of {@code mcp}.
     *
     * @param in the messages of the assistant
     * @param out receives the protocol's messages, and nothing else
     * @param isChangeAllowed whether the assistant may start, stop and restart targets
     * @param commands runs the words of a command line
     */
    public record AssistRequest(InputStream in, PrintStream out, boolean isChangeAllowed,
            Function<List<String>, CommandOutput> commands) {
    }

    /** The output of a command, and its exit code. */
    public record CommandOutput(int exitCode, String out, String err) {
    }

    /**
     * The arguments of {@code operator} without a subcommand.
     *
     * @param port the port of the webhook
     * @param namespace the operator's namespace; empty: the namespace of its service account or of the kubeconfig
     * @param image the image of dpm-runner for a Supervision that names none; empty: the image of the operator's own
     *     pod
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
     * @param namespace the namespace of documents that name none; empty: the Supervision's namespace
     * @param server the version of Kubernetes that the manifests are for
     * @param image the image of dpm-runner where the Supervision names none
     */
    public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
            Optional<String> namespace, String server, Optional<String> image) {
    }

    /**
     * The arguments of {@code import}.
     *
     * @param files absolute paths
     * @param tool the value of {@code --from}; empty: the tool is recognized from each file
     * @param environment the caller's environment, for variables that appear in the files
     */
    public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

        public ImportRequest {
            files = List.copyOf(files);
            environment = Map.copyOf(environment);
        }
    }
}
