package dev.dpm.migration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;
import dev.dpm.process.OutputPlace;

/**
 * Changes the outputs of targets so that dpm-runner accepts them: absolute paths, no file for two targets, words such as {@code
 * null} for device files.
 */
final class OutputPaths {

    /** Device files that lead to a stream of the process that opens them, to a stream of process 1, or to a terminal. */
    static final List<String> STREAMS = List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr",
            "/dev/fd/2", "/proc/self/fd/2", "/proc/1/fd/1", "/proc/1/fd/2", "/dev/console", "/dev/tty");
    private static final List<String> STDOUT_WORDS = List.of("file", "inherit", "both", "null", "journald", "syslog");
    private static final List<String> STDERR_WORDS = List.of("merge", "apart", "null");

    private final Path folder;
    private final Map<String, String> owners = new HashMap<>();

    private OutputPaths(Path folder) {
        this.folder = folder;
    }

    static void settle(Collected all) {
        Path folder = all.files().stream().findFirst().map(SourceFile::folder).orElse(Path.of("/"));
        OutputPaths paths = new OutputPaths(folder);
        for (Draft draft : all.drafts()) {
            paths.stdout(draft);
            paths.stderr(draft);
            stamps(draft);
        }
    }

    private void stdout(Draft draft) {
        Optional<String> written = text(draft, "output");
        if (written.isEmpty() || STDOUT_WORDS.contains(written.get().toLowerCase(Locale.ROOT))) {
            return;
        }
        Key from = draft.from("output").orElseThrow();
        if (STREAMS.contains(written.get())) {
            draft.put("output", "both", from);
        } else if (written.get().equals("/dev/null")) {
            draft.put("output", "null", from);
        } else {
            file(draft, "output", written.get(), from, "its log is NAME.log in the runner's home, which logs shows");
        }
    }

    private void stderr(Draft draft) {
        Optional<String> written = text(draft, "stderr");
        if (written.isEmpty() || STDERR_WORDS.contains(written.get().toLowerCase(Locale.ROOT))) {
            return;
        }
        Key from = draft.from("stderr").orElseThrow();
        if (STREAMS.contains(written.get())) {
            // the option stderr is removed, since stderr goes to the runner's stderr without this setting too
            draft.entries().remove("stderr");
            if (!text(draft, "output").equals(Optional.of("both"))) {
                draft.note(from, "stderr goes where stdout goes");
            }
        } else if (written.get().equals("/dev/null")) {
            draft.put("stderr", "null", from);
        } else {
            file(draft, "stderr", written.get(), from, "stderr goes where stdout goes");
        }
    }

    private static void stamps(Draft draft) {
        Optional<Key> from = draft.from("output_timestamps");
        boolean isIdle = text(draft, "output").filter(List.of("inherit", "null", "journald", "syslog")::contains)
                .isPresent();
        if (from.isPresent() && isIdle) {
            draft.entries().remove("output_timestamps");
            draft.left(from.get(), "where the lines go, they get their times");
        }
    }

    private void file(Draft draft, String option, String written, Key from, String otherwise) {
        String cwd = text(draft, "cwd").filter(path -> path.startsWith("/")).orElseGet(folder::toString);
        Path path = NativePaths.of(written).isAbsolute()
                ? NativePaths.of(written).normalize()
                : NativePaths.of(cwd).resolve(NativePaths.of(written)).normalize();
        String owner = owners.putIfAbsent(path.toString(), draft.name());
        Optional<String> unfit = OutputPlace.fault(path);
        if (owner != null && !owner.equals(draft.name())) {
            draft.entries().remove(option);
            draft.left(from, owner + " writes to that file, and each target needs one of its own: " + otherwise);
        } else if (unfit.isPresent()) {
            draft.entries().remove(option);
            draft.left(from, "it " + unfit.get() + ": " + otherwise);
        } else {
            draft.put(option, NativePaths.text(path), from);
        }
    }

    private static Optional<String> text(Draft draft, String option) {
        return draft.value(option).filter(String.class::isInstance).map(String.class::cast).map(String::strip);
    }
}
