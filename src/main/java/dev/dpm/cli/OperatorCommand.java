package dev.dpm.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground.InjectRequest;
import dev.dpm.cli.call.Foreground.OperatorRequest;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code operator}: runs the Kubernetes operator. {@code operator inject} adds dpm-runner to the pods in manifest
 * files, without a cluster.
 */
final class OperatorCommand implements Command {

    private static final String INJECT = "inject";
    private static final String FILE = "--filename";
    private static final String SUPERVISION = "--supervision";
    /** The largest number of bytes that are read of a manifest file. Manifests are smaller; /dev/zero has no end. */
    private static final int LONGEST = 10 << 20;
    private static final String STDIN = "-";
    private static final String SERVER_VERSION = "--kubernetes";
    private static final String SERVER = "1.29";
    private static final String PORT = "--port";
    private static final String DEFAULT_PORT = "9443";
    private static final int HIGHEST_PORT = 65_535;

    @Override
    public CommandSpec spec() {
        return new Grammar("operator", "[inject -f FILE --supervision FILE]",
                "Puts dpm-runner into the pods of a Kubernetes cluster as they are created, where a Supervision selects "
                        + "them, until it is told to end (deploy/operator has its manifests). With inject: puts it into "
                        + "manifests, and prints the documents of a file, with a sidecar in each pod, and each template of "
                        + "pods, that a Supervision selects; asks no cluster and changes no file.")
                .optionalWords(INJECT, "the word inject")
                .value("PORT", "without inject: where the webhook listens, default " + DEFAULT_PORT, PORT)
                .value("FILE",
                        "manifests: pods, Deployments, StatefulSets, DaemonSets, Jobs, CronJobs, Lists, anything "
                                + "else as it is; - is stdin",
                        "-f", FILE)
                .value("FILE", "one Supervision or several (deploy/operator/crd.yaml); - is stdin", SUPERVISION)
                .value("NAMESPACE", "of documents that name none, default: the Supervision's; without inject: the "
                        + "operator's own, default: its pod's", "-n", "--namespace")
                .value("VERSION", "the Kubernetes that the manifests are for, default " + SERVER
                        + "; before 1.29 there are no native sidecars", SERVER_VERSION)
                .value("IMAGE",
                        "of dpm-runner where the Supervision names none; default: dpm-runner:VERSION, and without "
                                + "inject the image of the operator's own pod",
                        "--image")
                .example("operator inject -f web.yaml --supervision sup.yaml | kubectl apply -f -",
                        "operator inject -f - --supervision sup.yaml --kubernetes 1.28 < web.yaml",
                        "operator --port 9443");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        if (words.names().isEmpty()) {
            return operate(words, surroundings);
        }
        if (!words.names().equals(List.of(INJECT))) {
            throw usage("allowed: inject");
        }
        if (words.given(PORT).isPresent()) {
            throw usage(PORT + " is not for inject, which listens nowhere");
        }
        String manifests = required(words, FILE);
        String supervision = required(words, SUPERVISION);
        if (manifests.equals(STDIN) && supervision.equals(STDIN)) {
            throw usage("-f and " + SUPERVISION + " cannot both be stdin; allowed: - for one of them");
        }
        return surroundings.foreground().inject(new InjectRequest(name(manifests), text(manifests, FILE, surroundings),
                name(supervision), text(supervision, SUPERVISION, surroundings), words.given("--namespace"),
                words.given(SERVER_VERSION).orElse(SERVER), words.given("--image")),
                surroundings.out(), surroundings.err());
    }

    private static int operate(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        for (String option : List.of(FILE, SUPERVISION, SERVER_VERSION)) {
            if (words.given(option).isPresent()) {
                throw usage(option + " is for operator inject");
            }
        }
        return surroundings.foreground().operate(new OperatorRequest(port(words.given(PORT).orElse(DEFAULT_PORT)),
                words.given("--namespace"), words.given("--image")));
    }

    private static int port(String text) throws CommandFailed {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw usage(PORT + ": '" + text + "' is not allowed; allowed: 0 to " + HIGHEST_PORT + ", 0 being any");
        }
        return Integer.parseInt(text);
    }

    private static String required(WrittenCommand words, String option) throws CommandFailed {
        return words.given(option).orElseThrow(() -> usage(option + " is needed; allowed: the path of a file, or -"));
    }

    private static String name(String file) {
        return file.equals(STDIN) ? "stdin" : file;
    }

    private static byte[] bytes(String file, Path path, CommandContext surroundings) throws IOException {
        return file.equals(STDIN)
                ? surroundings.in().readNBytes(LONGEST + 1)
                : BoundedFile.head(path, LONGEST + 1);
    }

    private static String text(String file, String option, CommandContext surroundings) throws CommandFailed {
        Path path = surroundings.cwd().resolve(NativePaths.of(file));
        try {
            byte[] bytes = bytes(file, path, surroundings);
            if (bytes.length > LONGEST) {
                throw usage(option + ": " + name(file) + " has more than " + (LONGEST >> 20)
                        + " MiB; allowed: YAML of at most that size");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw usage(option + ": " + name(file) + " is not UTF-8; allowed: YAML in UTF-8");
        } catch (IOException e) {
            String what = Files.isDirectory(path)
                    ? "is a folder"
                    : Files.exists(path) ? "cannot be read" : "does not exist";
            throw usage(option + ": " + name(file) + " " + what + "; allowed: a readable file, or -");
        }
    }

    private static CommandFailed usage(String sentence) {
        return new CommandFailed(ExitCodes.USAGE,
                "operator: " + sentence + " (see " + Grammar.TYPED + " operator --help)");
    }
}
