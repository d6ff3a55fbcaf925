package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.TargetName;
import dev.dpm.testing.TargetSpecs;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run --password=geheim --port 80       | run --password=*** --port 80
            run --password geheim --port 80       | run --password *** --port 80
            run API_TOKEN=geheim x                | run API_TOKEN=*** x
            run --api-key:geheim                  | run --api-key:***
            run -H Authorization: Bearer geheim   | run -H Authorization: Bearer ***
            run postgres://me:geheim@db/x         | run postgres://me:***@db/x
            run -H Authorization: Basic geheim    | run -H Authorization: Basic ***
            run postgres://me:ge@heim@db/x        | run postgres://me:***@db/x
            git clone https://ghp_geheim@host/x   | git clone https://***@host/x
            git clone https://ghp_geheim:@host/x  | git clone https://***@host/x
            curl https://host/@me/x:y@z           | curl https://host/@me/x:y@z
            run {"password":"geheim","a":1}       | run {"password":***
            run {"password": "geheim"}            | run {"password": ***
            run {\\"password\\":\\"geheim\\"}      | run {\\"password\\":***
            run {'api_key':'geheim'}              | run {'api_key':***
            run token= geheim                     | run token= ***
            run --password=***                    | run --password=***
            mysql -p geheim db                    | mysql -p *** db
            mysql -pgeheim db                     | mysql -p*** db
            /usr/bin/sshpass -p geheim ssh h      | /usr/bin/sshpass -p *** ssh h
            /usr/sbin/nginx -p /srv/web -c n.conf | /usr/sbin/nginx -p /srv/web -c n.conf
            nginx -p ./web                        | nginx -p ./web
            nginx -p/srv/web                      | nginx -p/srv/web
            nginx -p geheim                       | nginx -p ***
            nginx -p /srv -p /geheim              | nginx -p /srv -p ***
            nginx -p http://me:geheim@h/          | nginx -p ***
            sudo env openresty -p /srv/web        | sudo env openresty -p /srv/web
            php-fpm8.2 -p /srv/php                | php-fpm8.2 -p /srv/php
            java -p /srv/mods -m a/b              | java -p /srv/mods -m a/b
            psql -p 5433 db                       | psql -p 5433 db
            psql -p 99999 db                      | psql -p *** db
            memcached -p 0123                     | memcached -p ***
            redis-cli -p 6380 -a geheim PING      | redis-cli -p 6380 -a *** PING
            psql --password -p 5433               | psql --password -p 5433
            mysql -p /geheim                      | mysql -p ***
            mysql -p 3306                         | mysql -p ***
            mysqldump -p/geheim                   | mysqldump -p***
            sshpass -p 1234 nginx -p /geheim      | sshpass -p *** nginx -p ***
            sudo sshpass -p /geheim ssh h         | sudo sshpass -p *** ssh h
            app -p 8080                           | app -p ***
            app -p /srv/app                       | app -p ***
            java -port 80 -profile dev            | java -port 80 -profile dev
            run --pass geheim --passphrase geheim | run --pass *** --passphrase ***
            redis-cli -a geheim PING              | redis-cli -a *** PING
            timeout 5 redis-cli -a geheim PING    | timeout 5 redis-cli -a *** PING
            cd /x && /usr/bin/ldapsearch -w geheim | cd /x && /usr/bin/ldapsearch -w ***
            run --bearer geheim --jwt=geheim      | run --bearer *** --jwt=***
            ldapsearch -x -w geheim               | ldapsearch -x -w ***
            curl -u me:geheim http://h/           | curl -u me:*** http://h/
            curl -ume:geheim http://h/            | curl -ume:*** http://h/
            curl --user me:geheim http://h/       | curl --user me:*** http://h/
            curl --proxy-user=me:geheim http://h/ | curl --proxy-user=me:*** http://h/
            run --user 1000:1000 -u me            | run --user 1000:1000 -u me
            python3 -u app.py -m http.server      | python3 -u app.py -m http.server
            run --token=geheim                    | run --token=***
            curl -H Cookie: geheim                | curl -H Cookie: ***
            curl -H X-Api-Key:geheim              | curl -H X-Api-Key:***
            curl -HAuthorization:geheim           | curl -HAuthorization:***
            curl http://me:geheim@h/              | curl http://me:***@h/
            java -Ddb.password=geheim -jar a      | java -Ddb.password=*** -jar a
            aws AKIAABCDEFGHIJKLMNOP s3           | aws *** s3
            aws wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY s3 | aws *** s3
            run ghp_0123456789abcdefghijABCDEFGHIJ | run ***
            run x=eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSM | run x=***
            git show da39a3ee5e6b4b0d3255bfef95601890afd80709 | git show da39a3ee5e6b4b0d3255bfef95601890afd80709
            gunicorn app:api --workers 4          | gunicorn app:api --workers 4
            run --token --verbose                 | run --token --verbose
            """)
    void arguments_that_look_like_secrets_are_masked(String command, String masked) {
        assertThat(Secrets.mask(command)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql -u me -pgeheim db               | mysql -u me -p*** db
            exec redis-cli -a geheim PING         | exec redis-cli -a *** PING
            sshpass -p geheim ssh h               | sshpass -p *** ssh h
            curl -u me:geheim http://h/           | curl -u me:*** http://h/
            run --token geheim                    | run --token ***
            while :; do echo x; sleep 1; done     | while :; do echo x; sleep 1; done
            """)
    void a_shells_script_is_masked_as_a_command(String script, String masked) {
        assertThat(Secrets.mask(List.of("sh", "-c", script))).containsExactly("sh", "-c", masked);
    }

    /**
     * A line of a stack trace stays readable, even if its class has a name such as KeyStore that resembles a secret.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at com.acme.KeyStore.get(KeyStore.java:123)                  | at com.acme.KeyStore.get(KeyStore.java:123)
            at x.TokenFilter.run(java.base@17/TokenFilter.java:52)       | at x.TokenFilter.run(java.base@17/TokenFilter.java:52)
            /srv/auth.go:17:4: no such user                              | /srv/auth.go:17:4: no such user
            at /srv/secrets.js:7:13                                      | at /srv/secrets.js:7:13
            token.java:123abc                                            | token.java:***
            key=KeyStore.java                                            | key=***
            password:12                                                  | password:***
            """)
    void a_place_in_a_program_is_no_secret(String line, String masked) {
        assertThat(Secrets.mask(line)).isEqualTo(masked);
    }

    /** A word may be a whole program, and some regular expressions take long to find that it contains no secret. */
    @Test
    void a_long_word_is_masked_in_a_moment() {
        String word = assertTimeoutPreemptively(Duration.ofSeconds(30),
                () -> Secrets.mask(List.of("run", "key-".repeat(30_000))).get(1));

        assertThat(word).hasSize(2_001).endsWith("…");
    }

    @Test
    void a_secret_with_spaces_is_masked_where_the_words_are_known() {
        assertThat(Secrets.mask(List.of("run", "--secret", "two words", "-H", "Authorization: Bearer abc")))
                .containsExactly("run", "--secret", "***", "-H", "Authorization: ***");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exec_check | psql -w geheim                       | psql
            exec_check | PGPASSWORD=geheim psql -w geheim     | psql
            exec_check | P="geheim \\" geheim" Q=a'ge heim' psql | psql
            exec_check | A=geheim                             | /bin/sh
            exec_check | (curl -u me:geheim h)                | /bin/sh
            exec_check | curl>/dev/null -u me:geheim          | curl
            exec_check | off                                  | off
            pre_start  | ./migrate.sh --all && touch ready    | ./migrate.sh --all && touch ready
            pre_start  | psql --password geheim               | psql
            pre_start  | cd x && redis-cli -a geheim          | cd
            post_stop  | curl -u me:geheim h                  | curl
            pre_start  | A=geheim ./x                         | ./x
            pre_start  | off                                  | off
            exec_check | P="geheim                            | /bin/sh
            http_check | http://127.0.0.1/h?sig=geheim        | http://127.0.0.1/h
            http_check | off                                  | off
            match      | serve --password=geheim              | serve --password=***
            cwd        | /srv/web                             | /srv/web
            """)
    void an_option_shows_nothing_that_may_be_a_secret(String option, String text, String masked) {
        assertThat(Secrets.mask(option, text)).isEqualTo(masked);
        assertThat(Secrets.mask(option, masked)).as("masked again").isEqualTo(masked);
    }

    @Test
    void of_variables_only_the_names_are_shown() {
        assertThat(Secrets.mask("env", "A=1 2" + Settings.SEPARATOR + "B=3"))
                .isEqualTo("A=***" + Settings.SEPARATOR + "B=***");
    }

    @Test
    void what_two_specs_say_differently_is_told_without_secrets() {
        TargetSpec old = spec("/bin/app", "--password=geheim");

        assertThat(old.differencesTo(spec("/bin/app", "--password=neu", "--port", "80"))).singleElement()
                .hasToString("command is /bin/app --password=***, asked for /bin/app --password=*** --port 80");
        assertThat(old.differencesTo(spec("/bin/app", "--password=neu"))).as("they are told apart all the same")
                .singleElement().hasToString("command is /bin/app --password=***, asked for /bin/app --password=*** "
                        + "(what differs is not shown)");
        assertThat(TargetSpecs.target("web", "exec_check=psql -w geheim", "http_check=http://h/x?sig=geheim")
                .differencesTo(TargetSpecs.target("web", "http_check=http://h/x?sig=neu")))
                .extracting(Object::toString)
                .containsExactly("http_check is http://h/x, asked for http://h/x (what differs is not shown)",
                        "exec_check is psql, asked for off");
    }

    private static TargetSpec spec(String... command) {
        return new TargetSpec(new TargetName("web"), List.of(command), Path.of("/"), Map.of(), "0022", Settings.none(),
                Optional.empty());
    }

    /** Settings that have their defaults are shown without a search for secrets, see {@link Settings#shown}. */
    @Test
    void a_default_contains_nothing_to_mask() {
        for (Option<?> option : Options.all()) {
            option.defaultText().ifPresent(text -> assertThat(Secrets.mask(option.name(),
                    text.replace(Settings.SEPARATOR, " "))).as(option.name())
                    .isEqualTo(text.replace(Settings.SEPARATOR, " ")));
            assertThat(option == Options.ENV ? option.defaultText() : Settings.none().shown(option)).as(option.name())
                    .isEqualTo(option.defaultText().map(text -> text.replace(Settings.SEPARATOR, " ")));
        }
    }
}
