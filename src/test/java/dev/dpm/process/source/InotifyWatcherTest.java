package dev.dpm.process.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.SourceFiles;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;

/** Tests the watching of real files. */
class InotifyWatcherTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    @TempDir
    Path folder;
    private InotifyWatcher watcher = new InotifyWatcher();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private final SourceWatcher.Listener told = new SourceWatcher.Listener() {
        @Override
        public void changed(TargetName target, String words) {
            changes.add(target + ": " + words);
        }

        @Override
        public void faulted(TargetName target, String reason) {
            faults.add(target + ": " + reason);
        }
    };

    @AfterEach
    void nobody_is_watched_any_more() {
        watcher.follow(Map.of(), told);
        await().until(() -> threads().isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("source-")).toList();
    }

    private SourceFiles files(Path from, String... patterns) {
        return new SourceFiles(from, List.of(patterns), List.of(), DEBOUNCE);
    }

    private void watch(Path from, String... patterns) {
        watcher.follow(Map.of(WEB, files(from, patterns)), told);
        await().until(() -> faults.contains("web: "));
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x = " + System.nanoTime());
    }

    private void tells(String... sentences) {
        await().untilAsserted(() -> assertThat(changes).containsExactly(sentences));
    }

    @Test
    void a_file_that_is_written_and_one_that_is_exchanged_as_editors_do() throws Exception {
        write("app.py");
        write("readme.txt");
        watch(folder, "**/*.py");

        write("readme.txt");
        write("app.py");
        tells("web: app.py changed");

        write("app.py.new");
        Files.move(folder.resolve("app.py.new"), folder.resolve("app.py"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        tells("web: app.py changed", "web: app.py changed");

        Files.delete(folder.resolve("app.py"));
        tells("web: app.py changed", "web: app.py changed", "web: app.py changed");
    }

    @Test
    void a_folder_that_comes_later_is_watched_with_all_below_it() throws Exception {
        watch(folder, "src/**/*.py");

        write("src/a/b/c.py");
        tells("web: src/a/b/c.py changed");

        write("src/a/b/d.py");
        tells("web: src/a/b/c.py changed", "web: src/a/b/d.py changed");

        Files.move(folder.resolve("src/a"), folder.resolve("gone"));
        tells("web: src/a/b/c.py changed", "web: src/a/b/d.py changed", "web: src/a changed");
    }

    @Test
    void a_burst_of_a_thousand_files_is_told_once() throws Exception {
        Files.createDirectories(folder.resolve("src"));
        watch(folder, "src/**");

        for (int number = 0; number < 1000; number++) {
            Files.writeString(folder.resolve("src/f" + number), "");
        }

        await().until(() -> !changes.isEmpty());
        assertThat(changes).singleElement().asString().startsWith("web: src/f").contains(" other files changed");
    }

    @Test
    void a_burst_of_files_that_do_not_count_is_no_change() throws Exception {
        write("app.py");
        watch(folder, "*.py");

        for (int number = 0; number < 2000; number++) {
            Files.writeString(folder.resolve("f" + number), "");
        }
        write("app.py");

        tells("web: app.py changed");
    }

    @Test
    void a_folder_behind_a_symbolic_link_and_links_that_go_in_circles() throws Exception {
        Path real = Files.createDirectories(folder.resolve("releases/1/src"));
        Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/1"));
        Files.createSymbolicLink(real.resolve("up"), Path.of(".."));
        watch(folder.resolve("current"), "src/**/*.py");

        Files.writeString(real.resolve("app.py"), "");

        tells("web: src/app.py changed");
    }

    @Test
    void two_targets_may_watch_the_same_folder() throws Exception {
        write("app.py");
        watcher.follow(Map.of(WEB, files(folder, "*.py"), new TargetName("job"), files(folder, "app*")), told);
        await().until(() -> faults.contains("web: ") && faults.contains("job: "));

        write("app.py");

        await().untilAsserted(() -> assertThat(changes).containsExactlyInAnyOrder("web: app.py changed",
                "job: app.py changed"));
    }

    @Test
    void too_many_folders_are_one_sentence_and_the_other_target_is_watched_on() throws Exception {
        watcher = new InotifyWatcher(3);
        write("small/app.py");
        for (int number = 0; number < 5; number++) {
            Files.createDirectories(folder.resolve("big/d" + number));
        }
        watch(folder.resolve("small"), "*.py");

        watcher.follow(Map.of(WEB, files(folder.resolve("small"), "*.py"), new TargetName("big"),
                files(folder.resolve("big"), ".")), told);
        await().until(() -> faults.size() == 2);

        assertThat(faults.get(1)).startsWith("big: changes of the files of big are not seen, and it runs on: there are "
                + "more than 3 folders to watch").endsWith("then stop and start it");
        write("small/app.py");
        tells("web: app.py changed");
    }

    @Test
    void what_is_no_longer_asked_for_is_not_told() throws Exception {
        write("app.py");
        watch(folder, "*.py");
        watcher.follow(Map.of(WEB, files(folder, "*.txt")), told);
        await().until(() -> faults.size() == 2);

        write("app.py");
        write("a.txt");

        tells("web: a.txt changed");
    }
}
