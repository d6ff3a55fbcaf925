package dev.dpm.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operator inject}: Kubernetes manifests with a dpm-runner in the pods that a Supervision selects. */
final class OperatorCommand implements Command {

    private static final String INJECT = "inject";
    private static final String FILE = "--filename";
    private static final String SUPERVISION = "--supervision";
    private static final String STDIN = "-";
    private static final String SERVER = "1.29";

    @Override
    public CommandSpec spec() {
        return new Grammar("operator", "inject -f FILE --supervision FILE",
                "Puts dpm-runner into Kubernetes manifests: prints the documents of a file, with a sidecar in each pod, and "
                        + "each template of pods, that a Supervision selects. Asks no cluster and changes no file.")
                .words(INJECT, "the word inject")
                .value("FILE",
                        "manifests: pods, Deployments, StatefulSets, DaemonSets, Jobs, CronJobs, Lists, anything "
                                + "else as it is; - is stdin",
                        "-f", FILE)
                .value("FILE", "one Supervision or several (deploy/operator/crd.yaml); - is stdin", SUPERVISION)
                .value("NAMESPACE", "of documents that name none; default: the Supervision's", "-n", "--namespace")
                .value("VERSION", "the Kubernetes that the manifests are for, default " + SERVER
                        + "; before 1.29 there are no native sidecars", "--kubernetes")
                .value("IMAGE", "of dpm-runner where the Supervision names none; default: dpm-runner:VERSION",
                        "--image")
                .example("operator inject -f web.yaml --supervision sup.yaml | kubectl apply -f -",
                        "operator inject -f - --supervision sup.yaml --kubernetes 1.28 < web.yaml");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        if (!words.names().equals(List.of(INJECT))) {
            throw usage("allowed: inject");
        }
        String manifests = required(words, FILE);
        String supervision = required(words, SUPERVISION);
        if (manifests.equals(STDIN) && supervision.equals(STDIN)) {
            throw usage("-f and " + SUPERVISION + " cannot both be stdin; allowed: - for one of them");
        }
        return surroundings.foreground().inject(new InjectRequest(name(manifests), text(manifests, FILE, surroundings),
                name(supervision), text(supervision, SUPERVISION, surroundings), words.given("--namespace"),
                words.given("--kubernetes").orElse(SERVER), words.given("--image")),
                surroundings.out(), surroundings.err());
    }

    private static String required(WrittenCommand words, String option) throws CommandFailed {
        return words.given(option).orElseThrow(() -> usage(option + " is needed; allowed: the path of a file, or -"));
    }

    private static String name(String file) {
        return file.equals(STDIN) ? "stdin" : file;
    }

    private static String text(String file, String option, CommandContext surroundings) throws CommandFailed {
        Path path = surroundings.cwd().resolve(NativePaths.of(file));
        try {
            byte[] bytes = file.equals(STDIN) ? surroundings.in().readAllBytes() : Files.readAllBytes(path);
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
                "operator: " + sentence + " (see " + Grammar.PROGRAM + " operator --help)");
    }
}
