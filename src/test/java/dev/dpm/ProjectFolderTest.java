package dev.dpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Checks that only intended files are committed to the project's root folder. Tests run in that folder. */
class ProjectFolderTest {

    private static final List<String> MEANT = List.of(".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore",
            ".mvn", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md", "deploy", "dev", "mvnw",
            "pom.xml", "src");

    @Test
    void nothing_stray_is_tracked_in_the_root() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of(".git")), "no clone: which files are tracked is not known");

        Set<String> roots = tracked().map(file -> file.split("/", 2)[0]).collect(Collectors.toSet());

        assertThat(roots).contains("README.md", "src").isSubsetOf(MEANT);
    }

    private static Stream<String> tracked() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as("exit code of git ls-files").isZero();
        return Stream.of(files.split("\0"));
    }
}
