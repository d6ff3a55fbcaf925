package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import dev.dpm.notice.send.Hook;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests notices with the packaged jar, real receivers, and targets that crash. */
class NoticesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SECRET = "not-to-be-seen";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private Product product;
    private Runner runner;

    @BeforeEach
    void begin() {
        product = new Product();
        runner = new Runner(product);
        product.file("secret", SECRET + "\n");
    }

    @AfterEach
    void end() {
        try (Product ending = product) {
            ending.dpm("stop", "--yes");
            assertThat(ending.living()).isEmpty();
        }
    }

    private void start(String receivers) {
        product.file("dpm.yaml", "notify:\n" + receivers
                + "targets:\n  web: {command: [sleep, \"1000\"], restart_interval: 0, max_restarts: 100}\n");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
    }

    /** Kills the target's process, waits until the target runs again, and returns the time that this took. */
    private Duration killed() {
        long before = runner.pidOf("web");
        long began = System.nanoTime();
        ProcessHandle.of(before).orElseThrow().destroyForcibly();
        Product.await(PATIENCE, () -> assertThat(runner.pidOf("web")).isPositive().isNotEqualTo(before));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static List<String> ids(Hook hook) {
        return hook.bodies().stream().map(ID::matcher).filter(Matcher::find).map(one -> one.group(1)).toList();
    }

    private List<Path> waiting(String receiver) throws IOException {
        Path own = product.home().resolve("notices").resolve(receiver);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files
                    .filter(file -> file.toString().contains("-trouble-") || file.toString().contains("-well_again-"))
                    .toList();
        }
    }

    @Slow
    @Test
    void a_server_that_was_away_and_a_runner_that_was_killed_lose_nothing_and_tell_nothing_under_two_ids()
            throws Exception {
        int port;
        try (Hook hook = new Hook()) {
            port = hook.port();
        }
        start("  oncall: {type: webhook, url: \"http://127.0.0.1:" + port
                + "/path-in\", secret_file: secret, gather: 0, well_after: 1}\n");
        killed();
        Product.await(PATIENCE, () -> assertThat(waiting("oncall")).hasSize(2));
        List<String> first = waiting("oncall").stream().map(file -> file.getFileName().toString()).sorted().toList();

        runner.kill();
        product.dpm("start", "--config", "dpm.yaml");
        try (Hook back = new Hook(port)) {
            Product.await(PATIENCE, () -> assertThat(waiting("oncall")).isEmpty());

            Set<String> told = new HashSet<>(ids(back));
            assertThat(first).allSatisfy(name -> assertThat(told).anyMatch(id -> name.contains(id)));
            assertThat(ids(back)).as("each under one id").doesNotHaveDuplicates();
            assertThat(back.bodies().toString()).contains("dev.dpm.notice.trouble",
                    "signal KILL, not sent by the runner,",
                    "web is well again after 1 restart");
            assertThat(back.headers().get(0).get("dpm-signature")).matches("t=[0-9]+,v1=[0-9a-f]{64}");
        }
        assertNothingShown();
    }

    /** Asserts that no output contains the secret, or the path of the address, which may be secret too. */
    private void assertNothingShown() throws IOException {
        StringBuilder shown = new StringBuilder();
        shown.append(product.dpm("status").all()).append(product.dpm("events", "-n", "100").all())
                .append(product.dpm("check", "dpm.yaml").all()).append(product.dpm("incident", "last", "--json").all());
        for (String page : List.of("api/v1/status", "api/v1/runner", "api/v1/notices/test", "api/v1/events")) {
            shown.append(product.get(runner.record("console") + page, true).body());
        }
        shown.append(Files.readString(product.home().resolve("logs/runner.log")));
        shown.append(Files.readString(Path.of("/proc/" + runner.pid() + "/cmdline")));
        assertThat(shown).doesNotContain(SECRET, "path-in");
    }

    @Test
    void a_receiver_that_hangs_delays_neither_the_restart_nor_another_receiver() throws Exception {
        try (Hook hanging = new Hook(); Hook quick = new Hook()) {
            hanging.hang();
            start("  slow: {type: webhook, url: \"http://127.0.0.1:" + hanging.port() + "/\", gather: 0, timeout: 60}\n"
                    + "  quick: {type: slack, url: \"http://127.0.0.1:" + quick.port() + "/\", gather: 0}\n"
                    + "  script: {type: command, command: \"cat >> told\", gather: 0}\n");
            Duration first = killed();
            Product.await(PATIENCE, () -> assertThat(hanging.asked()).isPositive());

            Duration second = killed();

            Product.await(PATIENCE, () -> assertThat(quick.bodies()).isNotEmpty());
            assertThat(quick.bodies().get(0)).startsWith("{\"text\":\"[ERROR] web: it was ended by signal KILL");
            Product.await(PATIENCE, () -> assertThat(waiting("script")).isEmpty());
            assertThat(waiting("slow")).isNotEmpty();
            // both notices take milliseconds; if one receiver waited for the other, it would wait for a timeout of a
            // minute
            assertThat(second).isLessThan(first.plusSeconds(10));
        }
    }

    /** GreenMail supports TLS from the first byte, or no encryption; it does not support STARTTLS. */
    @Slow
    @Test
    void a_mail_goes_out_over_tls_and_not_in_the_clear_unless_told_so() throws Exception {
        Path keys = product.folder().resolve("keys.p12");
        Path pem = product.folder().resolve("ca.pem");
        keytool("-genkeypair", "-alias", "mail", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore", keys.toString(),
                "-storepass",
                "changeit");
        keytool("-exportcert", "-rfc", "-alias", "mail", "-keystore", keys.toString(), "-storepass", "changeit",
                "-file",
                pem.toString());
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        ServerSetup[] setups = {new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS)};
        for (ServerSetup setup : setups) {
            // GreenMail waits 2 s for its start by default, which is too short on a busy machine
            setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
        }
        GreenMail server = new GreenMail(setups);
        server.setUser("dpm@example.org", "dpm", SECRET);
        server.start();
        try {
            String mail = ", from: dpm@example.org, to: ops@example.org, user: dpm, secret_file: secret, timeout: 30}\n";
            int plain = server.getSmtp().getPort();
            int encrypted = server.getSmtps().getPort();
            start("  later: {type: mail, host: localhost, port: " + plain + mail
                    + "  clear: {type: mail, tls: none, host: localhost, port: " + plain + mail
                    + "  stranger: {type: mail, tls: tls, host: localhost, port: " + encrypted + mail
                    + "  known: {type: mail, tls: tls, ca_file: ca.pem, host: localhost, port: " + encrypted + mail);

            assertThat(product.dpm("notify", "test", "later").expect(1).out()).contains("STARTTLS is required");
            assertThat(product.dpm("notify", "test", "stranger").expect(1).out()).contains("not delivered");
            assertThat(server.getReceivedMessages()).isEmpty();
            String told = product.dpm("notify", "test", "clear").expect(0).all()
                    + product.dpm("notify", "test", "known").expect(0).all();

            assertThat(server.getReceivedMessages()).hasSize(2).allSatisfy(one -> assertThat(one.getSubject())
                    .contains("nothing has happened"));
            assertThat(told).doesNotContain(SECRET);
        } finally {
            server.stop();
        }
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    @Needs(Tool.PYTHON)
    void the_verifier_of_the_page_believes_what_arrives_and_nothing_else() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/notices.md"));
        Matcher verifier = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(verifier.find()).isTrue();
        product.file("verify.py", verifier.group(1)
                + "import sys\nbody = open('body', 'rb').read()\nprint(verified(sys.argv[1], body, sys.argv[2]),"
                + " verified(sys.argv[1], body + b' ', sys.argv[2]), verified(sys.argv[1], body, 'other'),"
                + " verified(sys.argv[1], body, sys.argv[2], oldest=-1))\n");
        try (Hook hook = new Hook()) {
            start("  oncall: {type: webhook, url: \"http://127.0.0.1:" + hook.port() + "/\", secret_file: secret}\n");
            product.dpm("notify", "test").expect(0);
            product.file("body", hook.bodies().get(0));
            Process python = new ProcessBuilder("python3", "verify.py", hook.headers().get(0).get("dpm-signature"),
                    SECRET)
                    .directory(product.folder().toFile()).redirectErrorStream(true).start();

            assertThat(new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("True False False False\n");
        }
    }

    @Test
    void a_test_says_what_came_back_and_a_reload_brings_other_receivers_into_force() throws Exception {
        try (Hook hook = new Hook()) {
            hook.answer(403);
            start("  oncall: {type: webhook, url: \"http://127.0.0.1:" + hook.port() + "/\"}\n");

            assertThat(product.dpm("notify", "test").expect(1).out())
                    .matches("oncall \\(webhook http://127.0.0.1:[0-9]+\\): not delivered after [0-9]+ ms: 403\n");
            assertThat(product.dpm("notify", "test", "nobody").expect(2).err()).contains("there are oncall");
            product.file("dpm.yaml", "notify: {script: {type: command, command: \"cat > got; echo thanks\"}}\n"
                    + "targets:\n  web: {command: [sleep, \"1000\"], restart_interval: 0, max_restarts: 100}\n");
            assertThat(product.dpm("reload").expect(0).out()).contains("the receivers of notices have changed");
            assertThat(product.dpm("notify", "test").expect(0).out()).contains("delivered in", "exit code 0 thanks");
        }
    }
}
