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

/**
 * Does the work of commands that need more than the client's code in their JVM, such as the supervisor. The package
 * {@code app} implements this interface.
 */
public interface Foreground {

    /**
     * Supervises targets until all of them have ended for good, or until a signal or a command ends the runner.
     *
     * @param request a request that was already checked, by this command or by the client that launched the daemon
     * @param home the runner's home folder; if it cannot be created, state is in memory only
     * @param daemon whether the command {@code start} launched this process and waits for the daemon's record
     * @return the exit code of the JVM
     */
    int run(StartRequest request, RuntimeDirectory home, boolean daemon);

    /**
     * Stops the targets of a dead daemon in the same way as a daemon stops targets, and returns. No console, API or log
     * is started.
     *
     * @param name the only target to stop; empty for all targets
     * @return 0 if no process of these targets is left; otherwise another exit code, after the reason was printed on
     *     stderr
     */
    int stopUnsupervised(RuntimeDirectory home, Optional<String> name);

    /**
     * Answers a request for events from the journal that an ended runner left in its home folder. The answer has the
     * same form as an answer of a running runner. Changes nothing.
     *
     * @param query the parameters of {@code GET /api/v1/events}
     * @param type the media type of the answer: text, or newline-delimited JSON
     * @return the answer; empty if the home folder contains no journal
     * @throws IOException with a sentence if the journal cannot be read
     */
    Optional<HttpAnswer> leftEvents(RuntimeDirectory home, Map<String, String> query, String type) throws IOException;

    /**
     * Sends TERM to exactly this process, through a pidfd (pidfd_open(2)). If the process is stopped (state T), sends
     * CONT too, so that the process can handle TERM.
     *
     * @return why the process could not be signalled; empty if the signal was sent, or if the process has ended
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
     * Runs the operator of a Kubernetes cluster until a signal ends the process.
     *
     * @return the exit code if the operator ends without a signal
     */
    int operate(OperatorRequest request);

    /**
     * Converts files of other supervisors into a configuration file.
     *
     * @param out receives the configuration file, and nothing else
     * @return the exit code; each part that could not be converted is reported on {@code err}
     */
    int importFrom(ImportRequest request, PrintStream out, PrintStream err);

    /**
     * Answers the requests of an assistant (a client of the Model Context Protocol) until the assistant closes the
     * connection.
     *
     * @return the exit code
     */
    int assist(AssistRequest request);

    /**
     * The arguments of {@code mcp}.
     *
     * @param in the stream from which the messages of the assistant are read
     * @param out the stream to which the protocol's messages, and nothing else, are written
     * @param isChangeAllowed whether the assistant may start, stop and restart targets
     * @param commands runs the words of a command line and returns the output
     */
    public record AssistRequest(InputStream in, PrintStream out, boolean isChangeAllowed,
            Function<List<String>, CommandOutput> commands) {
    }

    /** The output of a command that ran inside this JVM, and its exit code. */
    public record CommandOutput(int exitCode, String out, String err) {
    }

    /**
     * The arguments of {@code operator} without a subcommand.
     *
     * @param port the port on which the operator's webhook listens
     * @param namespace the operator's namespace; empty for the namespace of its service account or of the kubeconfig
     * @param image the image of dpm-runner for a Supervision that names none; empty for the image of the operator's own
     *     pod
     */
    public record OperatorRequest(int port, Optional<String> namespace, Optional<String> image) {
    }

    /**
     * The input of {@code operator inject}.
     *
     * @param manifestsName the name of the manifests' file, for sentences
     * @param manifests text of Kubernetes manifests
     * @param supervisionName the name of the Supervisions' file, for sentences
     * @param supervision text of Supervisions
     * @param namespace the namespace of documents that name none; empty for the Supervision's namespace
     * @param server the version of the Kubernetes cluster for which the manifests are meant
     * @param image the image of dpm-runner for a Supervision that names none
     */
    public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
            Optional<String> namespace, String server, Optional<String> image) {
    }

    /**
     * The arguments of {@code import}.
     *
     * @param files the absolute paths of the files to import
     * @param tool the value of {@code --from}; empty if the tool is to be recognized from each file
     * @param environment the caller's environment, whose values replace the variables in the files
     */
    public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

        public ImportRequest {
            files = List.copyOf(files);
            environment = Map.copyOf(environment);
        }
    }
}
