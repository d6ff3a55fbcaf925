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
 * Work of a command that needs more than the classes of the command line, such as the supervisor. The package {@code app}
 * implements it.
 */
public interface Foreground {

    /**
     * Supervises targets until the runner ends.
     * @param request a request without faults
     * @param home the home folder; if it cannot be created, the state is in memory only
     * @param daemon whether {@code start} launched this process
     * @return the exit code of the JVM
     */
    int run(StartRequest request, RuntimeDirectory home, boolean daemon);

    /**
     * Stops the targets of a dead daemon.
     * @param name the only target to stop; empty: all
     * @return the exit code; 0: no process of the targets is left
     */
    int stopUnsupervised(RuntimeDirectory home, Optional<String> name);

    /**
     * Answers a request for events from the journal of an ended runner.
     *
     * @param query the parameters of {@code GET /api/v1/events}
     * @param type the media type of the answer
     * @return empty: there is no journal
     * @throws IOException with a sentence: the journal cannot be read
     */
    Optional<HttpAnswer> leftEvents(RuntimeDirectory home, Map<String, String> query, String type) throws IOException;

    /**
     * Sends TERM to exactly this process (pidfd_open(2)), and CONT if it is stopped.
     *
     * @return why it cannot be signalled; empty: the signal was sent, or the process has ended
     */
    Optional<String> terminate(ProcessIdentity process);

    /**
     * Adds dpm-runner to manifests, without a cluster.
     *
     * @param out receives the manifests
     * @param err receives the sentences for people
     * @return the exit code
     */
    int inject(InjectRequest request, PrintStream out, PrintStream err);

    int operate(OperatorRequest request);

    int importFrom(ImportRequest request, PrintStream out, PrintStream err);

    /**
     * Answers an AI assistant by the Model Context Protocol until the assistant closes the connection.
     * @return the exit code
     */
    int assist(AssistRequest request);

    /**
     * The arguments of the command {@code mcp}.
     * @param in the messages from the assistant
     * @param out the messages to the assistant
     * @param isChangeAllowed whether the assistant may start, stop and restart targets
     * @param commands runs a command line and returns its output
     */
    public record AssistRequest(InputStream in, PrintStream out, boolean isChangeAllowed,
            Function<List<String>, CommandOutput> commands) {
    }

    public record CommandOutput(int exitCode, String out, String err) {
    }

    /**
     * The arguments of the command {@code operator}.
     * @param port the port of the operator's webhook
     * @param namespace the operator's namespace; empty: that of its service account or kubeconfig
     * @param image the default image of dpm-runner; empty: that of the operator's own pod
     */
    public record OperatorRequest(int port, Optional<String> namespace, Optional<String> image) {
    }

    /**
     * The input of the command {@code operator inject}.
     * @param manifestsName the name of the file with the manifests, for messages
     * @param manifests the text of the manifests
     * @param supervisionName the name of the file with Supervision resources, for messages
     * @param supervision the text of the Supervision resources
     * @param namespace the namespace of documents that name none; empty: that of the Supervision
     * @param server the version of the Kubernetes API server
     * @param image the default image of dpm-runner
     */
    public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
            Optional<String> namespace, String server, Optional<String> image) {
    }

    /**
     * The arguments of the command {@code import}.
     * @param files the absolute paths of the files that are converted
     * @param tool the value of {@code --from}; empty: the tool is recognized from each file
     * @param environment the values that replace variables in the files
     */
    public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

        public ImportRequest {
            files = List.copyOf(files);
            environment = Map.copyOf(environment);
        }
    }
}
