package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests output whose file is moved or deleted while the target writes. This JVM plays the target. */
class DisplacedOutputTest {

    private static final int MAX = 1600;
    private static final int KEEP = 3;

    @TempDir
    private Path temporary;
    private Path folder;
    private Stage stage;
    @AutoClose
    private FileChannel target;
    private int written;

    /** The changes that people and tools make to a log file. */
    enum Deed {
        MOVED_AND_MADE_ANEW {
            @Override
            void on(Path live) throws IOException {
                Files.move(live, live.resolveSibling("web.log.old"));
                Files.createFile(live);
            }
        },
        REMOVED {
            @Override
            void on(Path live) throws IOException {
                Files.delete(live);
            }
        },
        ROTATED_BY_LOGROTATE {
            @Override
            void on(Path live) throws IOException {
                Files.move(live, live.resolveSibling("web.log.1"));
                Files.createFile(live);
            }
        },
        MOVED_TO_ANOTHER_FOLDER {
            @Override
            void on(Path live) throws IOException {
                Files.move(live, live.getParent().resolveSibling("archive.log"));
            }
        },
        REPLACED_BY_A_FOLDER {
            @Override
            void on(Path live) throws IOException {
                Files.delete(live);
                Files.createDirectory(live);
            }
        },
        REPLACED_BY_A_LINK {
            @Override
            void on(Path live) throws IOException {
                Files.delete(live);
                Files.createSymbolicLink(live, Files.writeString(live.getParent().resolveSibling("other"),
                        Stage.lines(0, 1000)));
            }
        },
        FOLDER_MOVED {
            @Override
            void on(Path live) throws IOException {
                Files.move(live.getParent(), live.getParent().resolveSibling("logs.old"));
            }
        },
        FOLDER_MOVED_AND_MADE_ANEW {
            @Override
            void on(Path live) throws IOException {
                FOLDER_MOVED.on(live);
                Files.createDirectory(live.getParent());
            }
        },
        FOLDER_REPLACED_BY_A_LINK {
            @Override
            void on(Path live) throws IOException {
                FOLDER_MOVED.on(live);
                Files.createSymbolicLink(live.getParent(),
                        Files.createDirectory(live.getParent().resolveSibling("volume-b")));
            }
        },
        LINK_OF_FOLDER_SWITCHED {
            @Override
            void on(Path live) throws IOException {
                Path folder = live.getParent();
                Path first = Files.move(folder, folder.resolveSibling("volume-a"));
                Files.createSymbolicLink(folder, first);
                Files.delete(folder);
                Path second = Files.createDirectory(folder.resolveSibling("volume-b"));
                // a copy of the old folder on another volume would have this log
                Files.writeString(second.resolve("web.log"), Stage.lines(0, 5));
                Files.createSymbolicLink(folder, second);
            }
        },
        FOLDER_REMOVED {
            @Override
            void on(Path live) throws IOException {
                try (Stream<Path> files = Files.list(live.getParent())) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(live.getParent());
            }
        };

        abstract void on(Path live) throws IOException;
    }

    @BeforeEach
    void launch() throws IOException {
        folder = Files.createDirectory(temporary.resolve("logs"));
        stage = new Stage(folder);
        target = open();
    }

    /** Opens the file as a launch does for the target's stdout. */
    private FileChannel open() throws IOException {
        FileChannel channel = FileChannel.open(stage.live(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        stage.writing = List.of(descriptorOf(Descriptor.identity(stage.live())));
        return channel;
    }

    private static Path descriptorOf(String identity) throws IOException {
        Path all = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(all)) {
            for (Path descriptor : descriptors) {
                if (Descriptor.identity(descriptor).equals(identity)) {
                    return descriptor;
                }
            }
        }
        throw new AssertionError("this process has no such file open: " + identity);
    }

    private OutputKeeper keeper(boolean removes) {
        return new OutputKeeper(folder, removes ? Stage.quietRemoval() : Stage.none(),
                new RotationLimits(MAX, KEEP, Duration.ofDays(7)), stage, stage);
    }

    /** A keeper that saves its list of output folders in a file, which the next keeper reads. */
    private OutputKeeper keeper(Path list) {
        return new OutputKeeper(new OutputFolders(folder, list), Stage.quietRemoval(),
                new RotationLimits(MAX, KEEP, Duration.ofDays(7)), stage, stage, name -> stage.live());
    }

    private void write(int lines) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(Stage.lines(written, written + lines).getBytes(StandardCharsets.US_ASCII));
        while (text.hasRemaining()) {
            target.write(text);
        }
        written += lines;
    }

    /** The output as the console and {@code logs} show it. */
    private String shown() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new OutputLines(stage.live()).copy(all);
        return all.toString(StandardCharsets.US_ASCII);
    }

    private List<String> saidOfFiles() {
        return stage.told.stream().filter(said -> said.contains("web.log")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void is_shown_and_bounded_through_the_descriptor_and_said_once(Deed deed) throws IOException {
        for (boolean removes : new boolean[]{true, false}) {
            OutputKeeper keeper = keeper(removes);
            write(10);
            keeper.look();
            deed.on(stage.live());
            for (int i = 0; i < 40; i++) {
                write(50);
                keeper.look();
                assertThat(target.size()).as("what the target's file takes").isLessThanOrEqualTo(2 * MAX);
            }

            assertThat(Stage.lines(0, written)).endsWith(shown());
            assertThat(shown().length()).as("what is shown").isBetween(KEEP * MAX - MAX, (KEEP + 2) * MAX);
            assertThat(saidOfFiles()).singleElement().asString()
                    .contains("web.log is no longer the file that web writes to", "`restart web`");
            assertThat(stage.told).as("no rotation failed").noneMatch(said -> said.contains("cannot be rotated"));

            target.close();
            remove(temporary);
            Files.createDirectories(temporary);
            written = 0;
            launch();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MOVED_AND_MADE_ANEW", "ROTATED_BY_LOGROTATE", "REMOVED", "FOLDER_REMOVED"})
    void a_runner_that_did_not_see_it_finds_out(Deed deed) throws IOException {
        write(10);
        deed.on(stage.live());
        keeper(true).look();
        write(10);

        assertThat(shown()).isEqualTo(Stage.lines(0, 20));
        assertThat(saidOfFiles()).hasSize(1);
    }

    /**
     * The first runner has seen the folder, and not that it was moved. Only the saved list of folders tells that the
     * log there is a log of the runner.
     */
    @ParameterizedTest
    @EnumSource(names = "FOLDER_.*", mode = EnumSource.Mode.MATCH_ANY)
    void a_runner_finds_the_folder_that_was_moved_before_its_time(Deed deed) throws IOException {
        Path list = temporary.resolve("output-folders");
        write(10);
        keeper(list).look();
        deed.on(stage.live());
        if (!Files.exists(folder)) {
            // the start of a runner makes the folder
            Files.createDirectory(folder);
        }

        OutputKeeper next = keeper(list);
        for (int i = 0; i < 40; i++) {
            write(50);
            next.look();
        }

        assertThat(target.size()).as("what the target's file takes").isLessThanOrEqualTo(2 * MAX);
        assertThat(Stage.lines(0, written)).endsWith(shown());
        assertThat(shown().length()).as("what is shown").isBetween(KEEP * MAX - MAX, (KEEP + 2) * MAX);
        assertThat(saidOfFiles()).hasSize(1);
    }

    /** A program that opened a file of the same name itself, elsewhere, keeps that file for itself. */
    @Test
    void a_log_of_the_same_name_in_a_folder_that_was_never_ours_is_left_alone() throws IOException {
        Path list = temporary.resolve("output-folders");
        keeper(list).look();
        Path own = Files.writeString(Files.createDirectory(temporary.resolve("var")).resolve("web.log"),
                Stage.lines(0, 1000));
        try (FileChannel redirected = FileChannel.open(own, StandardOpenOption.APPEND)) {
            assertThat(redirected.isOpen()).isTrue();
            stage.writing = List.of(descriptorOf(Descriptor.identity(own)));

            OutputKeeper next = keeper(list);
            next.look();
            next.look();
        }

        assertThat(own).hasContent(Stage.lines(0, 1000));
        assertThat(saidOfFiles()).isEmpty();
    }

    @Test
    void the_list_of_folders_stays_short_and_forgets_the_oldest_first() throws IOException {
        Path list = temporary.resolve("output-folders");
        List<Path> former = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            new OutputFolders(folder, list).note();
            former.add(Files.move(folder, folder.resolveSibling("logs." + i)));
            Files.createDirectory(folder);
        }

        assertThat(Files.readAllLines(list)).hasSize(16);
        assertThat(new OutputFolders(folder, list).isOne(former.get(39))).isTrue();
        assertThat(new OutputFolders(folder, list).isOne(former.get(0))).isFalse();
    }

    @Test
    void the_next_runner_goes_on_and_does_not_say_it_again() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        Deed.MOVED_TO_ANOTHER_FOLDER.on(stage.live());
        keeper.look();

        List<Path> adopted = stage.writing;
        stage.writing = List.of();
        OutputKeeper next = keeper(true);
        next.look();
        stage.writing = adopted;
        next.look();
        write(10);

        assertThat(shown()).isEqualTo(Stage.lines(0, 20));
        assertThat(saidOfFiles()).hasSize(1);
    }

    /** The record of a log is removed together with the log, as by {@code rm web.log*}, and then a second time. */
    @Test
    void a_record_that_is_removed_with_the_file_comes_back() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        Deed.REMOVED.on(stage.live());
        keeper.look();
        for (int i = 0; i < 2; i++) {
            Files.delete(stage.files().record());
            write(10);
            keeper.look();
            assertThat(shown()).isEqualTo(Stage.lines(0, written));
        }
        assertThat(saidOfFiles()).hasSize(1);
    }

    @Test
    void a_restart_mends_it() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        Deed.REMOVED.on(stage.live());
        keeper.look();

        target.close();
        target = open();
        keeper.look();
        write(5);

        assertThat(LiveFile.of(stage.live())).isEqualTo(stage.live());
        assertThat(shown()).isEqualTo(Stage.lines(10, 15));
        assertThat(saidOfFiles()).hasSize(1);
    }

    @Test
    void a_follower_shows_each_line_once_whenever_it_looks() throws IOException {
        OutputKeeper keeper = keeper(true);
        OutputFollower follower = new OutputFollower(stage.live());
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputFollower.Sink sink = (bytes, from, to, ends) -> {
            seen.write(bytes, from, to - from);
            seen.write('\n');
        };
        write(10);
        keeper.look();
        follower.read(sink);
        Deed.MOVED_AND_MADE_ANEW.on(stage.live());
        follower.read(sink);
        write(10);
        keeper.look();
        follower.read(sink);

        assertThat(seen.toString(StandardCharsets.US_ASCII)).isEqualTo(Stage.lines(0, 20));
    }

    @Test
    void the_last_line_is_found_there_too() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        Deed.REMOVED.on(stage.live());
        keeper.look();
        write(1);

        assertThat(LastLine.of(stage.live(), 0)).contains(Stage.lines(10, 11).strip());
    }

    @Test
    void a_target_that_writes_elsewhere_on_purpose_is_left_alone() throws IOException {
        Path own = Files.writeString(temporary.resolve("own.log"), Stage.lines(0, 1000));
        try (FileChannel redirected = FileChannel.open(own, StandardOpenOption.APPEND)) {
            assertThat(redirected.isOpen()).isTrue();
            stage.writing = List.of(descriptorOf(Descriptor.identity(own)));
            OutputKeeper keeper = keeper(true);
            for (int i = 0; i < 3; i++) {
                keeper.look();
            }
        }
        assertThat(own).hasSize(16_000);
        assertThat(stage.told).isEmpty();
    }

    @Test
    void a_file_that_nobody_has_open_any_more_is_said_with_what_mends_it() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        Path elsewhere = Path.of("/dev/null");
        Deed.REMOVED.on(stage.live());
        stage.writing = List.of(elsewhere);
        for (int i = 0; i < 5; i++) {
            keeper.look();
        }

        assertThat(saidOfFiles()).singleElement().asString().contains("no process of web has the old file open",
                "`restart web` lets it write to " + stage.live() + " again");
    }

    @Test
    void the_file_of_a_target_that_does_not_run_may_go() throws IOException {
        OutputKeeper keeper = keeper(true);
        write(10);
        keeper.look();
        stage.writing = List.of();
        keeper.look();
        Deed.MOVED_AND_MADE_ANEW.on(stage.live());
        keeper.look();
        keeper.look();

        assertThat(stage.told).isEmpty();
        assertThat(LiveFile.of(stage.live())).isEqualTo(stage.live());
    }
}
