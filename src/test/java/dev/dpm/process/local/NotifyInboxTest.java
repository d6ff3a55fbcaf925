package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Notifications.Received;
import dev.dpm.process.TargetName;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests real processes that report their state by sd_notify(3). */
@Needs(Tool.PYTHON)
class NotifyInboxTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Incarnation LIFE = new Incarnation(WEB, 3);
    private static final String KEY = "abcd1234";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Sends each argument as a message, to a path or to a name in the abstract namespace. */
    private static final String SENDER = """
            import os, socket, sys
            address = os.environ['NOTIFY_SOCKET']
            to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            to.connect('\\0' + address[1:] if address[0] == '@' else address)
            for message in sys.argv[1:]:
                to.send(message.encode())
            """;

    @TempDir
    Path folder;
    private final List<Received> heard = new CopyOnWriteArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private NotifyInbox inbox;

    @BeforeEach
    void listens() {
        inbox = inbox(folder.resolve("notify"));
    }

    private NotifyInbox inbox(Path sockets) {
        NotifyInbox fresh = new NotifyInbox(sockets, KEY, new KnownMembers());
        fresh.listen(heard::add);
        return fresh;
    }

    @AfterEach
    void nothing_is_left() {
        inbox.close(WEB);
        started.forEach(Process::destroyForcibly);
    }

    private Process sends(String address, Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sent").toFile());
            builder.environment().put("NOTIFY_SOCKET", address);
            builder.environment().putAll(environment);
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> member() {
        return Map.of(LaunchOrder.COOKIE, new Cookie(KEY, LIFE).text());
    }

    private void hears(String status) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard)
                .anySatisfy(told -> assertThat(told.what().status()).hasValue(status)));
    }

    @Test
    void what_a_process_of_the_target_sends_is_heard() throws Exception {
        String address = inbox.open(WEB, false);
        // the process stays alive, so that the runner can look up to which target it belongs
        sends(address, member(), "python3", "-c", SENDER + "\nimport time\ntime.sleep(1000)",
                "READY=1\nSTATUS=well\nWATCHDOG=1\n");

        hears("well");
        assertThat(heard).singleElement().satisfies(told -> {
            assertThat(told.life()).isEqualTo(LIFE);
            assertThat(told.what().ready()).isTrue();
        });
        assertThat(address).isEqualTo(folder + "/notify/web.sock");
        assertThat(Files.getPosixFilePermissions(folder.resolve("notify"))).as("the owner alone").hasSize(3);
    }

    @Test
    void a_child_without_the_cookie_belongs_to_the_tree() {
        String script = "env -u " + LaunchOrder.COOKIE + " python3 -c \"$SENDER\nimport time; time.sleep(1000)\" "
                + "STATUS=child; :";
        sends(opened(), with("SENDER", SENDER), "sh", "-c", script);

        hears("child");
        assertThat(heard.get(0).life()).isEqualTo(LIFE);
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> all = new HashMap<>(member());
        all.put(name, value);
        return all;
    }

    private String opened() {
        try {
            return inbox.open(WEB, false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_stranger_and_another_target_are_not_heard() throws Exception {
        String address = inbox.open(WEB, false);
        Process stranger = sends(address, Map.of(), "python3", "-c", SENDER + "\nimport time\ntime.sleep(1000)",
                "STATUS=stranger");
        Process other = sends(address,
                Map.of(LaunchOrder.COOKIE, new Cookie(KEY, new Incarnation(new TargetName("db"), 1)).text()),
                "python3", "-c", SENDER + "\nimport time\ntime.sleep(1000)", "STATUS=other");
        Process elsewhere = sends(address, Map.of(LaunchOrder.COOKIE, new Cookie("ffff", LIFE).text()), "python3",
                "-c", SENDER + "\nimport time\ntime.sleep(1000)", "STATUS=elsewhere");
        assertThat(List.of(stranger, other, elsewhere)).allMatch(Process::isAlive);
        sends(address, member(), "python3", "-c", SENDER + "\nimport time\ntime.sleep(3)\nto.send(b'STATUS=member')"
                + "\ntime.sleep(1000)", "STATUS=first");

        hears("member");
        assertThat(heard).extracting(told -> told.what().status().orElse("")).containsExactlyInAnyOrder("first",
                "member");
    }

    @Test
    void rubbish_floods_and_huge_messages_change_nothing_and_the_rest_is_heard() {
        String rubbish = SENDER + """

                import time
                to.send(bytes(range(256)))
                to.send(b'STATUS=huge' + b'x' * 100000)
                to.send(b'')
                for number in range(%d):
                    to.send(b'X_UNKNOWN=1')
                to.send(b'STATUS=last')
                time.sleep(1000)
                """.formatted(3 * NotifyInbox.BURST);
        long begun = System.nanoTime();
        sends(opened(), member(), "python3", "-c", rubbish);

        hears("last");
        assertThat(heard).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("the flood waits, and only the flood")
                .isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void descriptors_that_are_sent_along_are_not_kept() {
        String sending = SENDER + """

                import array, time
                for number in range(20):
                    to.sendmsg([b'STATUS=%d' % number], [(socket.SOL_SOCKET, socket.SCM_RIGHTS,
                            array.array('i', [0, 1, 2]))])
                time.sleep(1000)
                """;
        String address = opened();
        long before = descriptors();
        sends(address, member(), "python3", "-c", sending);

        hears("19");
        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long descriptors() {
        return Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list()).length;
    }

    @Test
    void a_socket_whose_path_is_too_long_has_a_name_instead() {
        inbox = inbox(folder.resolve("x".repeat(100)));
        String address = opened();

        assertThat(address).isEqualTo("@dpm-" + KEY + "-web");
        sends(address, member(), "python3", "-c", SENDER + "\nimport time\ntime.sleep(1000)", "STATUS=named");
        hears("named");
    }

    @Test
    void the_next_runner_listens_on_the_same_address_and_a_closed_socket_leaves_no_file() {
        String address = opened();
        NotifyInbox next = inbox(folder.resolve("notify"));
        try {
            assertThat(next.open(WEB, false)).isEqualTo(address);
            sends(address, member(), "python3", "-c", SENDER + "\nimport time\ntime.sleep(1000)", "STATUS=again");
            hears("again");
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            next.close(WEB);
        }
        assertThat(Path.of(address)).doesNotExist();
    }
}
