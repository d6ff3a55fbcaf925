package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.migration.Shelf.Read;

/** Tests the import of docker compose services that set a command. */
class ComposeImportTest {

    private final Shelf shelf = new Shelf();

    @Test
    void a_service_with_a_command_becomes_a_target() throws BadSource {
        shelf.variable("LEVEL", "debug").file(".env", "LEVEL=info\nTAG='7'\n");

        Read read = shelf.file("docker-compose.yml", """
                x-common: &common
                  restart: unless-stopped
                services:
                  db:
                    image: postgres:${TAG}
                  web:
                    <<: *common
                    build: .
                    entrypoint: ["sh", "-c"]
                    command: ["exec gunicorn app"]
                    working_dir: /app/src
                    volumes: [".:/app", "data:/data"]
                    environment:
                      - LEVEL=${LEVEL:-warn}
                      - DOLLAR=$$x
                      - PASSED
                    env_file: web.env
                    ports: ["80:80"]
                    stop_grace_period: 1m30s
                    stop_signal: SIGQUIT
                    healthcheck:
                      test: ["CMD", "curl", "-f", "http://localhost/a b"]
                      interval: 30s
                      timeout: 5s
                      retries: 4
                      start_period: 10s
                volumes: {data: {}}
                """).read("docker-compose.yml");

        assertThat(read.targets().keySet()).containsExactly("web");
        assertThat(read.target("web").command()).containsExactly("sh", "-c", "exec gunicorn app");
        assertThat(read.of("web", "cwd")).as("where the volume lies").contains("/srv/shop/src");
        assertThat(read.of("web", "env_file")).contains("/srv/shop/web.env");
        assertThat(read.variables("web")).containsExactly("LEVEL=debug", "DOLLAR=$x");
        assertThat(read.of("web", "stop_grace")).contains("90");
        assertThat(read.of("web", "restart")).contains("always");
        assertThat(read.of("web", "max_restarts")).contains("-1");
        assertThat(read.of("web", "exec_check")).contains("curl -f 'http://localhost/a b'");
        assertThat(read.of("web", "check_interval")).contains("30");
        assertThat(read.of("web", "check_failures")).contains("4");
        assertThat(read.of("web", "on_breach")).contains("unhealthy");
        assertThat(read.of("web", "start_grace")).contains("10");
        assertThat(read.said("line 4", "service db", "postgres:7")).hasSize(1);
        assertThat(read.said("line 18", "ports")).hasSize(1);
        assertThat(read.said("line 12", "volumes", "/data")).hasSize(1);
        assertThat(read.said("line 27", "volumes")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            privileged: true            | privileged
            networks: [back]            | networks
            ulimits: {nofile: 1000}     | ulimits
            depends_on: [db]            | depends_on
            working_dir: /opt           | working_dir
            nosuchkey: 1                | nosuchkey
            scale: 3                    | scale
            secrets: [key]              | secrets
            logging: {driver: none}     | logging
            restart: sometimes          | restart
            deploy: {placement: {}}     | placement
            environment: {A: "$NOSUCH"} | NOSUCH
            """)
    void what_has_no_counterpart_is_said_with_its_line(String key, String word) throws BadSource {
        Read read = shelf.file("compose.yaml", "services:\n  web:\n    command: sleep 5\n    " + key + "\n")
                .read("compose.yaml");

        assertThat(read.targets()).hasSize(1);
        boolean isSaid = !read.said("compose.yaml line 4", word).isEmpty();
        boolean isCarried = read.target("web").entries().size() > 1;
        assertThat(isSaid || isCarried).as(read.outcome().text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services: {}                        | names no services
            services: [a                        | no YAML
            services: {a: &x {b: *x}}           | too large
            services: {a: {}, a: {}}            | line 1: 'a' is written twice
            services: {a: {image: b, image: c}} | line 1: 'image' is written twice
            """)
    void what_is_no_compose_file_is_one_sentence(String text, String phrase) {
        shelf.file("compose.yaml", text);

        assertThatThrownBy(() -> shelf.read("compose.yaml")).isInstanceOf(BadSource.class).hasMessageContaining(phrase);
    }

    @ParameterizedTest
    @CsvSource({"always, -1, 0", "on-failure, -1, 0", "on-failure:4, 4, 1"})
    void a_number_of_restarts_counts_otherwise(String policy, String restarts, int remarks) throws BadSource {
        Read read = new Shelf().file("compose.yaml",
                "services:\n  a:\n    command: [sleep, '5']\n    restart: \"" + policy + "\"\n").read("compose.yaml");

        assertThat(read.of("a", "max_restarts")).contains(restarts);
        assertThat(read.said("compose.yaml line 4", "Docker counts")).hasSize(remarks);
    }

    @Test
    void what_deploy_says_is_carried_over_or_said() throws BadSource {
        Read read = new Shelf().file("compose.yaml", """
                services:
                  web:
                    command: [sleep, "5"]
                    deploy:
                      replicas: 3
                      restart_policy: {max_attempts: 5, window: 2m, delay: 3s, condition: on-failure}
                      resources:
                        reservations: {devices: [{driver: nvidia}]}
                """).read("compose.yaml");

        assertThat(read.of("web", "restart")).contains("on-failure");
        assertThat(read.of("web", "max_restarts")).contains("5");
        assertThat(read.of("web", "restart_window")).contains("120");
        assertThat(read.of("web", "restart_interval")).contains("3");
        assertThat(read.said("deploy.resources.reservations")).hasSize(1);
        assertThat(read.said("deploy.replicas")).hasSize(1);
    }

    @Test
    void variables_without_a_value_are_those_of_the_caller_or_of_the_file_beside() throws BadSource {
        Read read = shelf.variable("CALLER", "c").file(".env", "TOKEN=abc\nCALLER=d\n").file("compose.yaml", """
                services:
                  map:
                    command: a
                    environment: {TOKEN: , CALLER: null, EMPTY: "", GONE: }
                  list:
                    command: a
                    environment: [TOKEN, CALLER, EMPTY=, GONE]
                """).read("compose.yaml");

        assertThat(read.variables("map")).containsExactly("TOKEN=abc", "EMPTY=");
        assertThat(read.variables("list")).containsExactly("TOKEN=abc", "EMPTY=");
    }

    /**
     * The expected values are Docker's defaults (Dockerfile reference, HEALTHCHECK). Compose takes 0 for a setting that
     * is not given.
     */
    @ParameterizedTest
    @ValueSource(strings = {"{test: curl -f http://localhost/}",
            "{test: curl -f http://localhost/, interval: 0s, timeout: 0s, retries: 0, start_period: 0s}"})
    void a_healthcheck_has_the_intervals_of_docker_where_it_names_none(String healthcheck) throws BadSource {
        Read read = shelf.file("compose.yaml", "services: {web: {command: a, healthcheck: " + healthcheck + "}}")
                .read("compose.yaml");

        assertThat(read.of("web", "check_interval")).contains("30");
        assertThat(read.of("web", "check_timeout")).contains("30");
        assertThat(read.of("web", "check_failures").orElse("3")).isEqualTo("3");
        assertThat(read.of("web", "start_grace").orElse("0")).isEqualTo("0");
        assertThat(read.outcome().text()).contains("Docker's defaults");
    }

    @Test
    void a_service_without_a_healthcheck_gets_no_interval() throws BadSource {
        Read read = shelf.file("compose.yaml", "services: {web: {command: a, healthcheck: {test: [NONE]}}}")
                .read("compose.yaml");

        assertThat(read.outcome().text()).doesNotContain("check_interval", "Docker's defaults");
    }

    @Test
    void limits_profiles_and_conditions_keep_their_meaning() throws BadSource {
        Read read = shelf.file("compose.yaml", """
                services:
                  db:
                    command: a
                    ulimits: {nofile: {soft: 1024, hard: 4096}, memlock: -1}
                    healthcheck: {interval: 5s}
                  web:
                    command: b
                    profiles: [debug]
                    depends_on:
                      db: {condition: service_started, restart: true, required: false}
                """).read("compose.yaml");

        assertThat(read.of("db", "rlimits")).hasValueSatisfying(
                limits -> assertThat(limits).contains("nofile=1024:4096", "memlock=unlimited"));
        assertThat(read.said("line 5", "healthcheck", "write exec_check")).hasSize(1);
        assertThat(read.said("line 5", "check_interval is left out, since it has no effect")).hasSize(1);
        assertThat(read.of("web", "autostart")).contains("false");
        assertThat(read.of("web", "restart_with")).contains("true");
        assertThat(read.said("line 9", "required")).hasSize(1);
    }

    @Test
    void a_file_without_services_is_refused() {
        shelf.file("docker-compose.yml", "db:\n  image: mysql\napp:\n  command: a\n");

        assertThatThrownBy(() -> shelf.read("docker-compose.yml")).isInstanceOf(BadSource.class)
                .hasMessageContaining("services");
    }

    @Test
    void the_first_format_of_compose_is_read() throws BadSource {
        Read read = shelf.file("docker-compose.yml", """
                db:
                  image: mysql
                app:
                  build: .
                  command: ./app
                  links: ["db:database", cache]
                cache:
                  image: redis
                  command: redis-server
                """).read("docker-compose.yml");

        assertThat(read.targets().keySet()).containsExactly("app", "cache");
        assertThat(read.of("app", "depends_on")).as("a link starts first").contains("cache:started");
        assertThat(read.said("line 6: target app: depends_on")).isEmpty();
        assertThat(read.said("target app", "db is no target of this file")).hasSize(1);
        assertThat(read.said("service db is not carried over")).hasSize(1);
    }

    @Test
    void a_dependency_is_found_under_the_name_that_its_target_has() throws BadSource {
        Read read = shelf
                .file("one.compose.yml", "services: {Api: {command: a}, Web: {command: b, depends_on: [Api]}}\n")
                .file("two.compose.yml", """
                        services:
                          API: {command: c}
                          worker:
                            command: d
                            depends_on: {API: {condition: service_healthy}, db: {condition: service_started},
                              mq: {condition: service_started}}
                        """).read("one.compose.yml", "two.compose.yml");

        assertThat(read.targets().keySet()).containsExactly("api", "web", "api-2", "worker");
        assertThat(read.of("web", "depends_on")).contains("api:started");
        assertThat(read.of("worker", "depends_on")).contains("api-2:healthy");
        assertThat(read.said("target worker", "db, mq are no targets of this file")).hasSize(1);
    }

    @Test
    void a_variable_without_a_value_and_a_command_without_a_program_are_said() throws BadSource {
        Read read = shelf.file(".env", "KNOWN=7\n").file("compose.yaml", """
                services:
                  redis:
                    image: redis
                    command: --requirepass x
                    environment:
                      KNOWN:
                      PASSED:
                      ALSO:
                """).read("compose.yaml");

        assertThat(read.variables("redis")).containsExactly("KNOWN=7");
        assertThat(read.said("target redis", "PASSED, ALSO have no value in the file")).hasSize(1);
        assertThat(read.said("line 4: target redis", "write that program in front of it")).hasSize(1);
    }

    @Test
    void labels_and_limits_that_do_not_fit_are_said_by_name_and_the_others_stay() throws BadSource {
        Read read = shelf.file("compose.yaml", """
                services:
                  web:
                    command: a
                    labels:
                      - tier=back
                      - traefik.rule=Host(`web`)
                      - traefik.users=admin:$$2y$$05
                    ulimits: {nofile: 1000, foo: 3}
                    stop_signal: $$TERM
                """).read("compose.yaml");

        assertThat(read.of("web", "labels")).contains("tier=back");
        assertThat(read.said("line 4: target web: labels traefik.rule, traefik.users are not carried over", "allowed"))
                .hasSize(1);
        assertThat(read.of("web", "rlimits")).contains("nofile=1000");
        assertThat(read.said("target web: ulimits foo is not carried over", "allowed")).hasSize(1);
        assertThat(read.of("web", "stop_signal")).as("check would refuse it").isEmpty();
        assertThat(read.said("line 9", "stop_signal = $TERM is not carried over")).hasSize(1);
    }

    @Test
    void an_argument_without_text_is_an_argument() throws BadSource {
        Read read = shelf.file("docker-compose.yml", """
                services:
                  a: {image: redis, entrypoint: redis-server --save ""}
                  b: {image: redis, entrypoint: "", command: [redis-server, --save, ""]}
                """).read("docker-compose.yml");

        assertThat(read.target("a").command()).containsExactly("redis-server", "--save", "");
        assertThat(read.target("b").command()).containsExactly("redis-server", "--save", "");
    }

    @Test
    void a_limit_that_another_key_overrides_is_said() throws BadSource {
        Read read = shelf.file("docker-compose.yml", """
                services:
                  a:
                    command: /bin/a
                    mem_limit: 1g
                    restart: always
                    deploy: {resources: {limits: {memory: 512M}}, restart_policy: {condition: none}}
                """).read("docker-compose.yml");

        assertThat(read.of("a", "memory_max")).contains("512MiB");
        assertThat(read.of("a", "restart")).contains("never");
        assertThat(read.said("docker-compose.yml line 4", "mem_limit = 1g is not carried over")).hasSize(1);
        assertThat(read.said("docker-compose.yml line 5", "restart = always is not carried over")).hasSize(1);
    }

    @Test
    void a_restart_with_one_of_several_dependencies_is_named() throws BadSource {
        Read read = shelf.file("compose.yaml", """
                services:
                  db: {image: postgres}
                  api: {command: a}
                  job: {command: b}
                  web:
                    command: c
                    depends_on:
                      api: {condition: service_started, restart: true}
                      job: {condition: service_started}
                  front:
                    command: d
                    depends_on:
                      db: {condition: service_started, restart: true}
                      job: {condition: service_started}
                """).read("compose.yaml");

        assertThat(read.of("web", "restart_with")).contains("true");
        assertThat(read.said("line 7", "compose restarts web with api only")).hasSize(1);
        assertThat(read.of("front", "restart_with")).as("it was for db, which is no target").isEmpty();
        assertThat(read.said("front", "restart_with holds")).isEmpty();
    }
}
