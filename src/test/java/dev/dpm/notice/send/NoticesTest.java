package dev.dpm.notice.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Address;
import dev.dpm.config.Receiver.Filter;
import dev.dpm.config.Receiver.Pace;
import dev.dpm.config.Receiver.Severity;
import dev.dpm.event.RunnerEvent;
import dev.dpm.incident.Cause;
import dev.dpm.notice.Grouping;
import dev.dpm.notice.Notice;
import dev.dpm.notice.TroubleNews;
import dev.dpm.testing.Incidents;

/** Tests a receiver with its queue on disk and its thread, against an HTTP server inside the test. */
class NoticesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pace SOON = new Pace(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1));

    @TempDir
    Path folder;
    private final List<RunnerEvent> events = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> faults = new CopyOnWriteArrayList<>();
    private final List<Notices> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Notices::close);
    }

    private Notices notices() {
        Notices notices = new Notices(new SendingContext(Optional.of(folder.resolve("notices")), Clock.systemUTC(),
                "host-1", Map.of("HOOK", "hidden-thing"), target -> false, events::add, faults::add));
        open.add(notices);
        return notices;
    }

    private static Receiver webhook(String name, int port, Pace pace) {
        return new Receiver(name, new Filter(Set.copyOf(Receiver.EVENTS), List.of(), Severity.WARNING), pace,
                new Receiver.Webhook(new Address(Optional.of(URI.create("http://127.0.0.1:" + port + "/hook")),
                        Optional.empty()), Optional.of(new Receiver.InVariable("HOOK")), Optional.empty()));
    }

    private static Receiver command(String name, String line) {
        return new Receiver(name, new Filter(Set.copyOf(Receiver.EVENTS), List.of(), Severity.WARNING), SOON,
                new Receiver.Command(line));
    }

    private ReceiverQueue desk(Receiver receiver) {
        return new ReceiverQueue(receiver, new NoticeFiles(folder.resolve("notices/" + receiver.name())),
                given -> {
                    throw new IllegalStateException("nothing is sent here");
                }, target -> false, Clock.systemUTC(), new Silent());
    }

    private static final class Silent implements ReceiverQueue.Watcher {
        @Override
        public void givenUp(String receiver, String notice, String reason) {
            throw new IllegalStateException(notice + ": " + reason);
        }

        @Override
        public void noted(String sentence) {
            // another test checks the text of this message
        }

        @Override
        public void disk(String reason) {
            // another test checks the text of this message
        }
    }

    private static TroubleNews trouble(String target, int number) {
        Instant now = Instant.now();
        return new TroubleNews(target, "i" + number, Cause.CRASH, "it ended", now, now);
    }

    private List<Path> files(String name) throws IOException {
        Path own = folder.resolve("notices/" + name);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (var all = Files.list(own)) {
            return all.filter(file -> !file.getFileName().toString().equals(ReceiverQueue.KNOWN)).toList();
        }
    }

    @Test
    void what_a_server_does_not_take_is_delivered_by_a_later_runner_once_and_by_its_id() throws Exception {
        Instant now = Instant.now();
        NoticeQueue left = new NoticeQueue(new NoticeFiles(folder.resolve("notices/oncall")),
                new QueueWatch());
        Notice notice = new Notice(1, "trouble-i1", Notice.Kind.TROUBLE, Severity.ERROR, now, "web: it ended", List.of(
                new Notice.Item("web", "crash", "web: it ended", now, List.of("i1"), 1, 0)));
        left.add(notice);
        left.add(notice);
        assertThat(files("oncall")).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files("oncall").get(0))))
                .isEqualTo("rw-------");
        try (Hook hook = new Hook()) {
            hook.answer(500);
            Notices notices = notices();
            notices.begin(List.of(webhook("oncall", hook.port(), SOON)));
            await().atMost(PATIENCE).until(() -> hook.bodies().size() >= 2);
            assertThat(files("oncall")).hasSize(1);

            hook.answer(204);
            await().atMost(PATIENCE).until(() -> files("oncall").isEmpty());

            assertThat(hook.bodies()).allSatisfy(body -> assertThat(body).contains("\"specversion\":\"1.0\"",
                    "\"id\":\"trouble-i1\"", "\"type\":\"dev.dpm.notice.trouble\"", "\"subject\":\"web\"",
                    "\"source\":\"urn:dpm-runner:host-1\"", "\"sentence\":\"web: it ended\"",
                    "\"incidents\":[\"i1\"]"));
            assertThat(hook.headers()).allSatisfy(head -> assertThat(head).containsEntry("content-type",
                    "application/cloudevents+json; charset=UTF-8"));
            await().atMost(PATIENCE).until(() -> events.toString().contains("takes notices again"));
            assertThat(events.toString()).contains("did not take a notice").doesNotContain("hidden-thing", "/hook");
        }
    }

    private static final class QueueWatch implements NoticeQueue.Watcher {
        final List<String> dropped = new ArrayList<>();
        final List<String> disk = new ArrayList<>();

        @Override
        public void dropped(String notice, String reason) {
            dropped.add(notice);
        }

        @Override
        public void disk(String reason) {
            disk.add(reason);
        }
    }

    @Test
    void what_a_receiver_knows_survives_the_runner() {
        Receiver receiver = command("oncall", "true");
        ReceiverQueue before = new ReceiverQueue(
                new Receiver("oncall", receiver.wanted(), new Pace(Duration.ofMinutes(9),
                        Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofHours(1)), receiver.way()),
                new NoticeFiles(folder.resolve("notices/oncall")), given -> {
                    throw new IllegalStateException("it is not time yet");
                }, target -> false, Clock.systemUTC(), new Silent());
        before.hear("web", known -> known.troubled(trouble("web", 1)).restarted("web"));

        List<String> said = new CopyOnWriteArrayList<>();
        ReceiverQueue after = new ReceiverQueue(receiver, new NoticeFiles(folder.resolve("notices/oncall")),
                given -> (notice, most) -> {
                    said.add(notice.id() + " " + notice.sentence());
                    return Outcome.delivered("");
                }, target -> true, Clock.systemUTC(), new Silent());
        after.resume();

        await().atMost(PATIENCE).until(() -> said.size() == 2 && after.isIdle());
        assertThat(said.get(0)).isEqualTo("trouble-i1 web: it ended");
        assertThat(said.get(1)).startsWith("well_again-i1 web is well again after 1 restart in ");
        assertThat(folder.resolve("notices/oncall/known.json")).exists();
    }

    @Test
    void a_receiver_that_hangs_delays_no_other_and_nobody_who_tells() throws Exception {
        try (Hook hanging = new Hook(); Hook quick = new Hook()) {
            hanging.hang();
            Notices notices = notices();
            notices.begin(List.of(webhook("slow", hanging.port(), SOON), webhook("quick", quick.port(), SOON)));

            notices.wellAgain(new dev.dpm.incident.IncidentListener.Recovery("nobody", Instant.now(), Instant.now(),
                    List.of(), "x"));
            long began = System.nanoTime();
            notices.opened(Incidents.leak("web"));
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            await().atMost(PATIENCE).until(() -> quick.bodies().size() == 1 && hanging.asked() > 0);
            assertThat(took).isLessThan(SOON.timeout());
            assertThat(files("slow")).hasSize(1);
        }
    }

    @Test
    void news_from_before_the_receivers_are_known_is_delivered_in_its_order() throws Exception {
        try (Hook hook = new Hook()) {
            Notices notices = notices();
            notices.opened(Incidents.leak("web"));
            notices.completed(Incidents.leak("web"));
            notices.wellAgain(new dev.dpm.incident.IncidentListener.Recovery("web", Instant.now(), Instant.now(),
                    List.of(), "x"));

            notices.begin(List.of(webhook("oncall", hook.port(), SOON)));

            await().atMost(PATIENCE).until(() -> hook.bodies().size() == 2 && files("oncall").isEmpty());
            assertThat(hook.bodies().get(0)).contains("web: memory grew");
            assertThat(hook.bodies().get(1)).contains("web is well again after 1 restart");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            cat > /dev/null; echo came: $? | true  | exit code 0 came: 0
            echo no such number; exit 3    | false | exit code 3 no such number
            exec sleep 60                  | false | it was ended, since it was not done within 0.5 s
            head -c 100000000 /dev/zero    | true  | exit code 0
            """)
    void a_command_reads_the_notice_and_its_exit_code_says_whether_it_was_told(String line, boolean isDelivered,
            String words) throws InterruptedException {
        CommandPost post = new CommandPost(line, notice -> "{}".getBytes(), Set.of());

        Outcome outcome = post.send(Notice.test("t", Instant.now(), "r"),
                Duration.ofMillis(words.contains("0.5") ? 500 : 15_000));

        assertThat(outcome.words()).startsWith(words);
        assertThat(outcome.isDelivered()).isEqualTo(isDelivered);
    }

    @Test
    void a_notice_that_nobody_takes_is_given_up_after_its_time_and_that_is_an_event() throws Exception {
        try (Hook hook = new Hook()) {
            hook.answer(400);
            Notices notices = notices();
            notices.begin(List.of(webhook("oncall", hook.port(), new Pace(Duration.ZERO, Duration.ZERO,
                    Duration.ofSeconds(5), Duration.ofMillis(1500)))));

            notices.opened(Incidents.leak("web"));

            await().atMost(PATIENCE).until(() -> events.stream().anyMatch(RunnerEvent.NoticeGivenUp.class::isInstance));
            assertThat(events.get(events.size() - 1).message()).contains("trouble-20261128-031240-web", "oncall", "400")
                    .doesNotContain("hidden-thing");
            await().atMost(PATIENCE).until(() -> files("oncall").isEmpty());
        }
    }

    @Test
    void a_receiver_whose_name_is_gone_takes_what_waits_for_it_along() throws Exception {
        NoticeQueue left = new NoticeQueue(new NoticeFiles(folder.resolve("notices/former")),
                new QueueWatch());
        left.add(new Notice(1, "trouble-i1", Notice.Kind.TROUBLE, Severity.ERROR, Instant.now(), "web", List.of()));

        notices().begin(List.of());

        assertThat(events).containsExactly(new RunnerEvent.NoticeGivenUp("former", "trouble-i1",
                "no receiver has this name any more"));
        assertThat(folder.resolve("notices/former")).doesNotExist();
    }

    /**
     * A post that counts {@code taken} down when it gets a notice, and gives no outcome before the test completes
     * {@code answer}.
     */
    private static final class SlowPost implements Post {
        final CountDownLatch taken = new CountDownLatch(1);
        final CompletableFuture<Outcome> answer = new CompletableFuture<>();

        @Override
        public Outcome send(Notice notice, Duration most) {
            taken.countDown();
            return answer.join();
        }
    }

    private ReceiverQueue sending(SlowPost post, List<String> givenUp) throws InterruptedException {
        ReceiverQueue desk = new ReceiverQueue(command("oncall", "true"),
                new NoticeFiles(folder.resolve("notices/oncall")), given -> post, target -> false, Clock.systemUTC(),
                new ReceiverQueue.Watcher() {
                    @Override
                    public void givenUp(String receiver, String notice, String reason) {
                        givenUp.add(notice + ": " + reason);
                    }

                    @Override
                    public void noted(String sentence) {
                        // another test checks the text of this message
                    }

                    @Override
                    public void disk(String reason) {
                        // another test checks the text of this message
                    }
                });
        desk.hear("web", known -> known.troubled(trouble("web", 1)));
        assertThat(post.taken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return desk;
    }

    @Test
    void a_notice_whose_last_attempt_fails_while_the_runner_ends_waits_for_the_next_runner() throws Exception {
        List<String> givenUp = new CopyOnWriteArrayList<>();
        SlowPost post = new SlowPost();
        ReceiverQueue desk = sending(post, givenUp);
        desk.sendNow();
        desk.await(System.nanoTime());

        post.answer.complete(Outcome.failed("nobody answered"));
        desk.await(System.nanoTime() + PATIENCE.toNanos());

        assertThat(files("oncall")).singleElement().asString().contains("trouble-i1");
        assertThat(givenUp).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void a_notice_that_is_under_way_while_its_receiver_is_removed_is_given_up_where_it_does_not_arrive(
            boolean arrives, int events) throws Exception {
        List<String> givenUp = new CopyOnWriteArrayList<>();
        SlowPost post = new SlowPost();
        ReceiverQueue desk = sending(post, givenUp);

        desk.end("no receiver has this name any more");
        desk.hear("api", known -> known.troubled(trouble("api", 2)));
        post.answer.complete(arrives ? Outcome.delivered("200") : Outcome.failed("nobody answered"));
        desk.await(System.nanoTime() + PATIENCE.toNanos());

        assertThat(givenUp).isEqualTo(Collections.nCopies(events, "trouble-i1: no receiver has this name any more"));
        assertThat(files("oncall")).isEmpty();
        assertThat(folder.resolve("notices/oncall/known.json")).doesNotExist();
    }

    @Test
    void a_disk_that_refuses_keeps_notices_in_memory_until_it_takes_them() throws IOException {
        Path own = folder.resolve("notices/oncall");
        Files.createDirectories(own.getParent());
        // a file in place of the folder makes every write fail, as a full disk does, even for root
        Files.writeString(own, "in the way");
        QueueWatch watch = new QueueWatch();
        NoticeQueue queue = new NoticeQueue(new NoticeFiles(own), watch);
        Notice notice = new Notice(1, "trouble-i1", Notice.Kind.TROUBLE, Severity.ERROR, Instant.now(), "web",
                List.of());

        queue.add(notice);

        assertThat(watch.disk).singleElement().asString().contains("they are delivered from memory");
        assertThat(queue.read(queue.names().get(0))).contains(notice);
        assertThat(queue.isOwed()).isTrue();
        Files.delete(own);
        queue.again();
        assertThat(queue.isOwed()).isFalse();
        assertThat(files("oncall")).hasSize(1);
        assertThat(queue.read(queue.names().get(0))).contains(notice);
    }

    @Test
    void a_queue_is_bounded_and_a_damaged_file_is_set_aside() throws IOException {
        QueueWatch watch = new QueueWatch();
        NoticeQueue queue = new NoticeQueue(new NoticeFiles(folder.resolve("notices/oncall")), watch);
        for (int number = 0; number < NoticeQueue.MOST + 3; number++) {
            queue.add(new Notice(1, "trouble-i" + number, Notice.Kind.TROUBLE, Severity.ERROR,
                    Instant.ofEpochSecond(number), "web", List.of()));
        }
        assertThat(queue.names()).hasSize(NoticeQueue.MOST);
        assertThat(watch.dropped).containsExactly("trouble-i0", "trouble-i1", "trouble-i2");
        assertThat(files("oncall")).hasSize(NoticeQueue.MOST);

        String first = queue.names().get(0);
        Files.writeString(folder.resolve("notices/oncall/" + first), "{\"half");

        assertThat(queue.read(first)).isEmpty();
        assertThat(queue.names()).doesNotContain(first);
        assertThat(watch.dropped).hasSize(4);
        assertThat(folder.resolve("notices/oncall/" + first + ".damaged")).exists();
    }

    @ParameterizedTest
    @CsvSource({"echo null > known.json", "truncate -s 300M known.json", "mkfifo known.json",
            "mkdir -p known.json known.json.damaged/x", "mkdir -p .known.json.draft/x; echo 7 > known.json"})
    void damage_of_what_a_receiver_was_told_costs_neither_the_runner_nor_the_waiting_notices(String damage)
            throws Exception {
        Path own = Files.createDirectories(folder.resolve("notices/oncall"));
        new NoticeQueue(new NoticeFiles(own), new QueueWatch()).add(new Notice(1, "trouble-i1", Notice.Kind.TROUBLE,
                Severity.ERROR, Instant.now(), "web: it ended", List.of()));
        assertThat(new ProcessBuilder("sh", "-c", damage).directory(own.toFile()).start().waitFor()).isZero();

        try (Hook hook = new Hook()) {
            Notices notices = notices();
            assertTimeoutPreemptively(PATIENCE,
                    () -> notices.begin(List.of(webhook("oncall", hook.port(), SOON))));

            await().atMost(PATIENCE).until(() -> hook.bodies().size() == 1);
            assertThat(events).singleElement().asString().contains("damaged");
        }
    }

    @Test
    void nothing_begins_where_nothing_happens() {
        ReceiverQueue desk = desk(command("unheard", "true"));
        desk.resume();
        desk.hear("web", known -> known.restarted("web"));
        desk.hear("web", known -> known.well("web", Instant.now()));

        assertThat(desk.isIdle()).isTrue();
        assertThat(folder.resolve("notices")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .doesNotContain("dpm-notice-unheard");
    }

    @Test
    void what_is_known_can_be_written_and_read() throws IOException {
        Grouping known = Grouping.NONE.troubled(trouble("web", 1)).restarted("web").troubled(trouble("api", 2))
                .well("web", Instant.now()).acknowledged("api");

        assertThat(NoticeJson.read(NoticeJson.write(known), Grouping.class)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 800", "1, 1, 1200", "2, 0.5, 2000", "5, 0.5, 16000", "9, 0.5, 256000", "10, 0.5, 300000",
            "1000, 1, 360000"})
    void waits_longer_each_time_and_never_the_same(int failures, double chance, long millis) {
        assertThat(Retry.after(failures, chance)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void a_flood_is_not_read() throws Exception {
        try (Hook hook = new Hook()) {
            hook.flood();
            Notices notices = notices();
            notices.begin(List.of());

            assertThat(notices.test(List.of(webhook("oncall", hook.port(), SOON)))).isTrue();

            await().atMost(PATIENCE).until(() -> notices.lastTest().isDone());
            assertThat(notices.lastTest().back()).singleElement()
                    .satisfies(tried -> assertThat(tried.sentence()).contains("500", "not delivered")
                            .hasSizeLessThan(500));
        }
    }
}
