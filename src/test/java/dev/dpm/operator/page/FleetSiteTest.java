package dev.dpm.operator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.act.Actions;
import dev.dpm.operator.act.FakeCluster;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.remote.FleetWatch;
import dev.dpm.operator.remote.RequestLimits;
import dev.dpm.operator.remote.SidecarAccess;
import dev.dpm.operator.remote.Sidecars;
import dev.dpm.operator.remote.TargetRequests;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.RequestCounts;
import dev.dpm.operator.webhook.Site.Request;

/**
 * Tests who may log in to the pages of the fleet, what each person sees of the fleet, and which requests are refused.
 */
class FleetSiteTest {

    private static final String ALL = "token-of-ada";
    private static final String SHOP = "token-of-bob";
    private static final String NOTHING = "token-of-eve";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\"[^>]*value=\"([^\"]+)\"", Pattern.DOTALL);

    private final FakePeople people = new FakePeople();
    private String from = "10.0.0.1";
    private final FakeChanges changes = new FakeChanges();
    @AutoClose
    private Sidecars sidecars;
    @AutoClose
    private FleetWatch watch;
    private FleetSite site;
    @AutoClose
    private Actions actions;
    private final FakeCluster cluster = new FakeCluster();
    private final List<PodFacts> shop = new CopyOnWriteArrayList<>(List.of(uncovered("shop", "web-1")));
    private volatile boolean isDefined = true;
    private volatile String overlap = "";
    private final RequestCounts reviews = new RequestCounts();

    private static final class FakePeople implements Authenticator {

        private final Set<String> rights = Set.of("ada get ", "bob get shop", "ada update shop",
                "ada delete shop");
        private final List<String> gone = new ArrayList<>();
        private final Set<String> cached = ConcurrentHashMap.newKeySet();
        private boolean isAway;
        private int asked;

        @Override
        public boolean isCached(String token) {
            return cached.contains(token);
        }

        @Override
        public Optional<Person> authenticate(String token) throws IOException {
            asked++;
            if (isAway) {
                throw new IOException("it is away");
            }
            return token.startsWith("token-of-") && !gone.contains(token)
                    ? Optional.of(new Person(token.substring("token-of-".length()), "", List.of(), Map.of()))
                    : Optional.empty();
        }

        @Override
        public boolean may(Person person, Right right, String namespace) {
            return rights.contains(person.name() + " " + right.verb() + " " + namespace);
        }
    }

    @BeforeEach
    void begin() {
        sidecars = Sidecars.within(RequestLimits.USUAL);
        SidecarAccess access = new SidecarAccess() {
            @Override
            public List<Selected> selected() {
                return List.of(new Selected("shop", "web", shop, overlap),
                        new Selected("bank", "vault", List.of(uncovered("bank", "vault-1"))));
            }

            @Override
            public Optional<String> token(String namespace) {
                return Optional.empty();
            }

            @Override
            public void distrust(String namespace) {
            }

            @Override
            public List<X509Certificate> authorities() {
                return List.of();
            }
        };
        watch = FleetWatch.begin(access, sidecars, Clock.systemUTC(), new FailedRounds(System::nanoTime));
        await().atMost(Duration.ofSeconds(30)).until(() -> watch.namespaces().size() == 2);
        actions = Actions.begin(cluster, cluster, cluster, Clock.systemUTC(), new FailedRounds(System::nanoTime));
        site = new FleetSite(watch, new TargetRequests(sidecars, access), people, changes, actions,
                new OwnFigures(reviews, new FailedRounds(System::nanoTime), () -> isDefined),
                "https://cluster");
    }

    @Test
    void each_person_sees_the_namespaces_whose_supervisions_they_may_get() {
        assertThat(text(get("/", cookie(ALL)))).contains("shop/web", "bank/vault", "0 of 2 pods well");
        assertThat(text(get("/", cookie(SHOP)))).contains("shop/web", "0 of 1 pod well").doesNotContain("vault");
        assertThat(text(get("/", cookie(NOTHING)))).contains("No Supervision").doesNotContain("vault", "shop");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /pods/shop/web-1,                200
            /pods/bank/vault-1,              404
            /pods/shop/other,                404
            /pods/shop/..%2f,                404
            /api/v1/fleet,                   200
            /api/v1/fleet/pods/shop/web-1,   200
            /api/v1/fleet/pods/bank/vault-1, 404
            /api/v1/other,                   404
            /other,                          404
            """)
    void a_program_with_the_token_gets_what_its_user_may_see(String path, int status) {
        Answer answer = visit("GET", path, "", Map.of("authorization", "Bearer " + SHOP), "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith(!path.startsWith("/api")
                ? "text/html"
                : status == 200 ? "application/json" : "application/problem+json");
        assertThat(text(answer)).doesNotContain("secret");
    }

    @Test
    void metrics_are_those_of_the_supervisions_that_the_token_may_see() {
        reviews.counted("/inject", Answer.bad("no review"));
        reviews.counted("/inject", Answer.json(new byte[0]));
        reviews.counted("/inject", Answer.json(new byte[0]));

        Answer answer = visit("GET", "/metrics", "", Map.of("authorization", "Bearer " + SHOP), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text(answer).lines()).contains("dpm_operator_supervisions 1.0",
                "dpm_operator_pods{namespace=\"shop\",supervision=\"web\",health=\"uncovered\",} 1.0",
                "dpm_operator_pods{namespace=\"shop\",supervision=\"web\",health=\"well\",} 0.0",
                "dpm_operator_admission_reviews_total{path=\"/inject\",status=\"200\",} 2.0",
                "dpm_operator_admission_reviews_total{path=\"/inject\",status=\"400\",} 1.0");
        assertThat(text(answer)).contains("dpm_operator_heap_used_bytes", "dpm_operator_definition_present 1.0")
                .doesNotContain("bank");
        assertThat(visit("GET", "/metrics", "", Map.of("authorization", "Bearer wrong"), "").status()).isEqualTo(401);
        assertThat(get("/metrics", "").status()).isEqualTo(401);
    }

    @Test
    void a_missing_definition_is_a_metric_and_a_sentence_on_the_empty_page() {
        isDefined = false;

        assertThat(text(visit("GET", "/metrics", "", Map.of("authorization", "Bearer " + SHOP), "")).lines())
                .contains("dpm_operator_definition_present 0.0");
        assertThat(text(get("/", cookie(NOTHING)))).contains("The cluster has no definition of Supervision");
    }

    @Test
    void nobody_unknown_gets_further_than_the_login() {
        assertThat(get("/", "").headers()).containsEntry("Location", "/login");
        assertThat(get("/pods/shop/web-1", "").headers()).containsEntry("Location", "/login?next=/pods/shop/web-1");
        assertThat(get("/", "__Host-dpm_fleet=forged").status()).isEqualTo(303);
        Answer api = visit("GET", "/api/v1/fleet", "", Map.of("authorization", "Bearer wrong"), "");
        assertThat(api.status()).isEqualTo(401);
        assertThat(api.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(logIn("wrong", "").status()).isEqualTo(401);
        assertThat(logIn("", "").status()).isEqualTo(401);
        assertThat(logIn("token-of-" + "x".repeat(9000), "").status()).isEqualTo(401);
    }

    @Test
    void the_answer_to_a_wrong_token_is_sent_later_and_many_of_them_are_not_looked_at() {
        assertThat(logIn("wrong", "").delay()).isEqualTo(Duration.ofMillis(200));
        assertThat(logIn(ALL, "").delay()).isZero();
    }

    @Test
    void an_address_that_guesses_waits_and_shuts_nobody_else_out() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            IntStream.range(0, WrongTokens.MOST).forEach(i -> logIn("wrong", ""));
            assertThat(logIn(ALL, "").status()).isEqualTo(429);
        });

        from = "10.0.0.2";
        assertThat(logIn(ALL, "").status()).isEqualTo(303);
    }

    @Test
    void a_program_that_guesses_waits_and_the_api_server_is_not_asked_meanwhile() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            IntStream.range(0, WrongTokens.MOST).forEach(i -> program("wrong"));
            int before = people.asked;
            assertThat(program(ALL).status()).isEqualTo(429);
            assertThat(people.asked).isEqualTo(before);
            // behind a port-forward, a sender who guesses tokens and a known sender have the same address
            people.cached.add(ALL);
            assertThat(program(ALL).status()).isEqualTo(200);
            assertThat(logIn(ALL, "").status()).isEqualTo(303);
            people.cached.clear();
        });
        String cookie = cookieFrom("10.0.0.2");

        assertThat(program(ALL).status()).isEqualTo(200);
        assertThat(get("/", cookie).status()).isEqualTo(200);
    }

    private Answer program(String token) {
        return visit("GET", "/api/v1/fleet", "", Map.of("authorization", "Bearer " + token), "");
    }

    private String cookieFrom(String address) {
        from = address;
        return cookie(ALL);
    }

    @Test
    void guesses_are_counted_for_half_a_second_and_for_a_bounded_number_of_addresses() {
        AtomicLong now = new AtomicLong();
        WrongTokens guesses = new WrongTokens(now::get);
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(guesses.areTooMany("10.0.0.1")).isFalse();
            guesses.failed("10.0.0.1");
        }
        assertThat(guesses.areTooMany("10.0.0.1")).isTrue();
        assertThat(guesses.areTooMany("10.0.0.2")).isFalse();

        now.addAndGet(WrongTokens.WITHIN.toNanos() - 1);
        assertThat(guesses.areTooMany("10.0.0.1")).isTrue();
        IntStream.range(0, WrongTokens.MOST_ADDRESSES).forEach(i -> guesses.failed("fd00::" + i));
        assertThat(guesses.areTooMany("10.0.0.1")).as("forgotten for newer ones").isFalse();
        IntStream.range(0, WrongTokens.MOST).forEach(i -> guesses.failed("10.0.0.3"));
        now.addAndGet(WrongTokens.WITHIN.toNanos());
        assertThat(guesses.areTooMany("10.0.0.3")).isFalse();
    }

    @Test
    void the_login_leads_to_the_page_that_was_asked_for_and_to_no_other_site() {
        assertThat(logIn(ALL, "/pods/shop/web-1").headers()).containsEntry("Location", "/pods/shop/web-1");
        assertThat(logIn(ALL, "//evil.example/").headers()).containsEntry("Location", "/");
        assertThat(logIn(ALL, "https://evil.example/").headers()).containsEntry("Location", "/");
        assertThat(logIn(ALL, "").headers().get("Set-Cookie")).startsWith("__Host-dpm_fleet=")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(ALL);
    }

    @Test
    void a_session_ends_with_its_token_and_by_logging_out() {
        String cookie = cookie(ALL);
        String csrf = csrf(text(get("/", cookie)));
        people.gone.add(ALL);
        assertThat(get("/", cookie).status()).isEqualTo(303);
        people.gone.clear();
        assertThat(get("/", cookie).status()).isEqualTo(200);

        assertThat(post("/logout", cookie, "csrf=" + csrf).headers().get("Set-Cookie")).contains("Max-Age=0");

        assertThat(get("/", cookie).status()).isEqualTo(303);
    }

    @Test
    void forms_of_other_sites_and_other_sessions_are_refused() {
        String cookie = cookie(ALL);
        String csrf = csrf(text(get("/", cookie)));
        Map<String, String> form = Map.of("cookie", cookie, "host", "fleet:9443", "content-type",
                "application/x-www-form-urlencoded");

        assertThat(post("/logout", cookie, "csrf=other").status()).isEqualTo(403);
        assertThat(post("/logout", cookie, "").status()).isEqualTo(403);
        assertThat(post("/logout", "", "csrf=" + csrf).status()).isEqualTo(401);
        for (Map<String, String> more : List.of(Map.of("origin", "https://evil.example"),
                Map.of("origin", "http://fleet:9443"), Map.of("sec-fetch-site", "cross-site"))) {
            Map<String, String> headers = new HashMap<>(form);
            headers.putAll(more);
            assertThat(visit("POST", "/logout", "", headers, "csrf=" + csrf).status()).isEqualTo(403);
        }
        Map<String, String> json = new HashMap<>(form);
        json.put("content-type", "application/json");
        assertThat(visit("POST", "/logout", "", json, "{}").status()).isEqualTo(415);
        assertThat(get("/", cookie).status()).isEqualTo(200);
    }

    @Test
    void every_page_has_the_headers_of_the_console() {
        for (Answer answer : List.of(get("/", cookie(ALL)), get("/login", ""), get("/other", cookie(ALL)),
                get("/api/v1/fleet", ""), get("/assets/console.css", ""))) {
            assertThat(answer.headers().get("Content-Security-Policy")).contains("default-src 'none'",
                    "frame-ancestors 'none'");
            assertThat(answer.headers()).containsEntry("X-Frame-Options", "DENY").containsKey("Cache-Control");
        }
        assertThat(get("/assets/../application.properties", "").status()).isEqualTo(404);
        assertThat(get("/assets/icon/10.svg", "").contentType()).isEqualTo("image/svg+xml");
    }

    @Test
    void a_theme_is_kept_and_taken_back() {
        String cookie = cookie(ALL);
        String csrf = csrf(text(get("/", cookie)));
        Answer chosen = post("/theme", cookie, "theme=dark&back=/&csrf=" + csrf);

        assertThat(chosen.headers().get("Set-Cookie")).startsWith("dpm_theme=dark;");
        assertThat(text(get("/", cookie + "; dpm_theme=dark"))).contains("data-theme=\"dark\"");
        assertThat(post("/theme", cookie + "; dpm_theme=dark", "theme=dark&csrf=" + csrf).headers().get("Set-Cookie"))
                .contains("Max-Age=0");
    }

    @Test
    void while_the_api_server_is_away_nobody_is_let_in_and_that_is_said() {
        String cookie = cookie(ALL);
        people.isAway = true;

        assertThat(get("/", cookie).status()).isEqualTo(503);
        // the page does not tell the cause, which may name the server's address and the operator's account: anybody may
        // have sent the request
        assertThat(text(get("/", cookie)))
                .contains("The API server cannot be asked who you are. The operator&#39;s log has")
                .doesNotContain("it is away");
    }

    @Test
    void who_may_update_a_supervision_changes_its_thresholds_with_their_own_token() {
        String cookie = cookie(ALL);
        assertThat(text(get("/", cookie))).contains("/supervisions/shop/web/thresholds")
                .doesNotContain("/supervisions/bank");
        String form = text(get("/supervisions/shop/web/thresholds", cookie));
        assertThat(form).contains("name=\"memoryThreshold\" value=\"85%\"", "name=\"cpuThreshold\" value=\"\"");

        Answer answer = post("/supervisions/shop/web/thresholds", cookie,
                "csrf=" + csrf(form) + "&memoryThreshold=70%25&cpuThreshold=&onBreach=none");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(changes.asked).containsExactly(ALL + " shop/web {memoryThreshold=70%}");
        assertThat(text(get("/", cookie))).contains("Supervision shop/web is changed");
    }

    @Test
    void a_change_that_is_refused_is_told_in_the_form_and_keeps_what_was_typed() {
        String cookie = cookie(ALL);
        String csrf = csrf(text(get("/", cookie)));
        changes.fault = "Nothing was changed: spec.options.memoryThreshold: <no>";

        Answer answer = post("/supervisions/shop/web/thresholds", cookie, "csrf=" + csrf + "&memoryThreshold=much");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("memoryThreshold: &lt;no&gt;", "value=\"much\"");
        assertThat(text(post("/supervisions/shop/web/thresholds", cookie, "csrf=" + csrf + "&memoryThreshold=85%25")))
                .contains("the Supervision says this already");
        assertThat(post("/supervisions/shop/web/thresholds", cookie, "csrf=" + csrf + "&memoryThreshold="
                + "9".repeat(61)).status()).isEqualTo(400);
        assertThat(changes.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            token-of-ada, bank/vault
            token-of-ada, shop/other
            token-of-bob, shop/web
            token-of-eve, shop/web
            """)
    void who_may_not_update_a_supervision_finds_no_form_and_changes_nothing(String token, String supervision) {
        String cookie = cookie(token);
        String csrf = csrf(text(get("/", cookie)));
        String path = "/supervisions/" + supervision + "/thresholds";

        assertThat(get(path, cookie).status()).isEqualTo(404);
        assertThat(post(path, cookie, "csrf=" + csrf + "&memoryThreshold=1").status()).isEqualTo(404);
        assertThat(post(path, cookie, "csrf=other&memoryThreshold=1").status()).isEqualTo(403);
        assertThat(changes.asked).isEmpty();
    }

    @Test
    void who_may_delete_pods_acts_on_one_and_the_budget_is_told_where_it_refuses() {
        String cookie = cookie(ALL);
        String csrf = csrf(text(get("/", cookie)));
        cluster.pod("web-1", true, 0, Instant.EPOCH);
        assertThat(text(get("/pods/shop/web-1/act", cookie))).contains("No budget forbids it now", "Terminate",
                "name=\"signal\"");

        Answer refused = post("/pods/shop/web-1/act", cookie, "csrf=" + csrf + "&do=signal&signal=NONE");
        Answer done = post("/pods/shop/web-1/act", cookie, "csrf=" + csrf + "&do=terminate");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(done.headers()).containsEntry("Location", "/pods/shop/web-1");
        assertThat(cluster.done).containsExactly("event on web-1: ada terminate", "terminate web-1");
        assertThat(text(get("/", cookie))).contains("web-1: terminating app, process 7.");
        assertThat(text(post("/pods/shop/web-1/act", cookie, "csrf=" + csrf + "&do=terminate")))
                .contains("Refused: web-1 was acted on and is not up again.");
        cluster.pod("web-2", true, 0, Instant.EPOCH);
        assertThat(text(get("/supervisions/shop/web/act", cookie))).contains("Terminate one after another");
        post("/supervisions/shop/web/act", cookie, "csrf=" + csrf + "&do=signal&signal=1");
        assertThat(text(get("/", cookie)))
                .contains("ada is having all pods sent HUP, one after another: 0 of 2 done; next waits, since ");
        assertThat(text(get("/supervisions/shop/web/act", cookie))).contains("id=\"progress\"", "Stop here");
        post("/supervisions/shop/web/act", cookie, "csrf=" + csrf + "&do=stop");
        assertThat(text(get("/supervisions/shop/web/act", cookie))).contains("stopped by ada; 0 of 2 done");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            token-of-ada, pods/shop/web-1/terminate,         200
            token-of-ada, pods/shop/web-1/signal?signal=HUP, 200
            token-of-ada, pods/shop/web-1/signal?signal=X,   400
            token-of-ada, pods/shop/web-1/stop,              400
            token-of-ada, pods/shop/other/terminate,         404
            token-of-ada, pods/bank/vault-1/terminate,       403
            token-of-bob, pods/shop/web-1/terminate,         403
            token-of-bob, pods/bank/vault-1/terminate,       404
            token-of-eve, pods/shop/web-1/terminate,         404
            wrong,        pods/shop/web-1/terminate,         401
            token-of-ada, supervisions/shop/web/terminate,   200
            token-of-ada, supervisions/shop/web/stop,        409
            token-of-ada, supervisions/shop/other/terminate, 404
            token-of-bob, supervisions/shop/web/terminate,   403
            """)
    void a_program_with_the_token_acts_as_far_as_its_user_may(String token, String path, int status) {
        cluster.pod("web-1", true, 0, Instant.EPOCH);
        String[] parts = path.split("[?]");

        Answer answer = visit("POST", "/api/v1/fleet/" + parts[0], parts.length > 1 ? parts[1] : "",
                Map.of("authorization", "Bearer " + token), "");

        assertThat(answer.status()).as(text(answer)).isEqualTo(status);
        assertThat(cluster.done.isEmpty()).isEqualTo(status != 200);
        assertThat(text(answer)).contains(status == 200 ? "\"sentence\"" : "\"detail\"");
    }

    @Test
    void an_order_is_not_taken_from_a_cookie_or_from_another_site() {
        String cookie = cookie(ALL);
        cluster.pod("web-1", true, 0, Instant.EPOCH);
        String path = "/api/v1/fleet/pods/shop/web-1/terminate";

        assertThat(post(path, cookie, "csrf=" + csrf(text(get("/", cookie)))).status()).isEqualTo(401);
        assertThat(visit("POST", path, "", Map.of("authorization", "Bearer " + ALL, "origin", "https://evil.example",
                "host", "fleet:9443"), "").status()).isEqualTo(403);
        assertThat(post("/pods/shop/web-1/act", cookie, "csrf=other&do=terminate").status()).isEqualTo(403);
        assertThat(get("/pods/shop/web-1/act", cookie(SHOP)).status()).isEqualTo(403);
        assertThat(get("/pods/bank/vault-1/act", cookie(SHOP)).status()).isEqualTo(404);
        assertThat(cluster.done).isEmpty();
    }

    @Test
    void how_far_an_order_for_all_pods_is_is_told_to_programs() {
        cluster.pod("web-1", true, 0, Instant.EPOCH).pod("web-2", true, 0, Instant.EPOCH);
        Map<String, String> ada = Map.of("authorization", "Bearer " + ALL);
        assertThat(visit("GET", "/api/v1/fleet/supervisions/shop/web/action", "", ada, "").status()).isEqualTo(404);

        visit("POST", "/api/v1/fleet/supervisions/shop/web/terminate", "", ada, "");

        assertThat(text(visit("GET", "/api/v1/fleet/supervisions/shop/web/action", "", ada, ""))).contains(
                "\"order\" : \"terminate\"", "\"by\" : \"ada\"", "\"is_over\" : false",
                "\"under_way\" : [ \"web-1\" ]", "\"left\" : [ \"web-2\" ]");
    }

    @Test
    void json_says_the_same_as_the_page() {
        String json = text(visit("GET", "/api/v1/fleet", "", Map.of("authorization", "Bearer " + SHOP), ""));

        assertThat(json).contains("\"UNCOVERED\" : 1", "\"supervision\" : \"web\"", "\"answered_at\" : null",
                "web-1 is without dpm-runner: kubectl rollout restart of its workload brings it");
    }

    @Test
    void an_overlap_of_supervisions_is_on_the_page_and_in_json_and_stops_the_advice() {
        shop.set(0, new PodFacts(new PodName("shop", "web-1"), "u", Covering.SUPERVISED, Optional.empty(), "",
                "it is old"));
        overlap = "Supervision second selects 1 of these pods too";
        String cookie = cookie(ALL);

        await().untilAsserted(() -> assertThat(text(get("/", cookie))).contains("<p class=\"change\">" + overlap));
        assertThat(text(get("/", cookie))).contains("outdated: it is old")
                .doesNotContain("kubectl rollout restart of the");
        assertThat(text(visit("GET", "/api/v1/fleet", "", Map.of("authorization", "Bearer " + SHOP), "")))
                .contains("\"overlap\" : \"" + overlap + "\"");
    }

    @Test
    void outdated_pods_are_on_the_page_and_in_json_with_both_images() {
        String why = "its dpm-runner has image dpm:1, and new pods get dpm:<2>";
        shop.add(new PodFacts(new PodName("shop", "web-2"), "uid-2", Covering.SUPERVISED, Optional.empty(), "no IP",
                why));
        shop.add(new PodFacts(new PodName("shop", "web-3"), "uid-3", Covering.SUPERVISED, Optional.empty(), "no IP",
                why));
        String cookie = cookie(SHOP);

        await().untilAsserted(() -> assertThat(text(visit("GET", "/", "", Map.of("cookie", cookie), "")))
                .contains("2 of 3 outdated: its dpm-runner has image dpm:1, and new pods get dpm:&lt;2&gt;; "
                        + "kubectl rollout restart of the workload brings the new one"));
        assertThat(text(visit("GET", "/pods/shop/web-2", "", Map.of("cookie", cookie), "")))
                .contains("Outdated: its dpm-runner has image dpm:1");
        assertThat(text(visit("GET", "/api/v1/fleet", "", Map.of("authorization", "Bearer " + SHOP), "")))
                .contains("\"outdated\" : \"" + why + "\"", "\"outdated\" : null");
    }

    private static PodFacts uncovered(String namespace, String name) {
        return new PodFacts(new PodName(namespace, name), "uid-" + name, Covering.UNCOVERED, Optional.empty(),
                "kubectl rollout restart of its workload brings it");
    }

    private String cookie(String token) {
        return logIn(token, "").headers().get("Set-Cookie").replaceAll(";.*", "");
    }

    private Answer logIn(String token, String next) {
        return post("/login", "", "token=" + token + "&next=" + next);
    }

    private Answer get(String path, String cookie) {
        return visit("GET", path, "", Map.of("cookie", cookie), "");
    }

    private Answer post(String path, String cookie, String form) {
        return visit("POST", path, "", Map.of("cookie", cookie, "host", "fleet:9443", "origin", "https://fleet:9443",
                "content-type", "application/x-www-form-urlencoded"), form);
    }

    private Answer visit(String method, String path, String query, Map<String, String> headers, String body) {
        return site.answer(new Request(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8), from));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String csrf(String page) {
        Matcher matcher = CSRF.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
