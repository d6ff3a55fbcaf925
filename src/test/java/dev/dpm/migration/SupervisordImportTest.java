package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.migration.Shelf.Read;

/** Tests the import of supervisord.conf: its dialect, its expansions, its includes, and each key. */
class SupervisordImportTest {

    private final Shelf shelf = new Shelf();

    private Read read(String text) throws BadSource {
        return shelf.file("supervisord.conf", text).read("supervisord.conf");
    }

    @Test
    void a_program_becomes_a_target_that_behaves_as_under_supervisord() throws BadSource {
        Read read = read("""
                [program:web]
                command=/usr/bin/gunicorn "app:api" --workers 4   ; the shop
                directory=/srv/shop
                autorestart=true
                startsecs=5
                startretries=10
                stopsignal=QUIT
                stopwaitsecs=60
                stopasgroup=true
                exitcodes=0,2
                """);

        assertThat(read.target("web").command()).containsExactly("/usr/bin/gunicorn", "app:api", "--workers", "4");
        assertThat(read.of("web", "cwd")).contains("/srv/shop");
        assertThat(read.of("web", "restart")).contains("always");
        assertThat(read.of("web", "start_seconds")).contains("5");
        assertThat(read.of("web", "max_restarts")).contains("10");
        assertThat(read.of("web", "restart_window")).as("eleven lives shorter than startsecs").contains("55");
        assertThat(read.of("web", "stop_signal")).contains("QUIT");
        assertThat(read.of("web", "stop_grace")).contains("60");
        assertThat(read.of("web", "stop_scope")).contains("tree");
        assertThat(read.of("web", "success_exit_codes")).contains("0,2");
        assertThat(read.defaults()).containsEntry("cpu_threshold", "off").containsEntry("memory_threshold", "off")
                .containsEntry("restart", "on-failure").containsEntry("stop_scope", "main")
                .containsEntry("log_max_size", "50MiB").containsEntry("log_keep", "10")
                .containsEntry("log_retention", "3650d");
        assertThat(read.outcome().leftovers()).isEmpty();
    }

    @Test
    void comments_and_lines_that_go_on_are_those_of_pythons_configparser() throws BadSource {
        Read read = read("""
                # a head
                [program:one]
                command: sh -c "echo a;b"
                ; in between
                  --more   # behind a blank
                Environment = A="x;y",
                    B='two, words',C=3

                [program:two]
                command=echo http://host/#part
                """);

        assertThat(read.target("one").command()).containsExactly("sh", "-c", "echo a;b", "--more");
        assertThat(read.variables("one")).containsExactly("A=x;y", "B=two, words", "C=3");
        assertThat(read.target("two").command()).containsExactly("echo", "http://host/#part");
    }

    @Test
    void expansions_take_variables_the_folder_and_the_programs_own_names() throws BadSource {
        shelf.variable("STAGE", "test");

        Read read = read("""
                [program:worker]
                process_name=%(program_name)s_%(process_num)02d
                numprocs=2
                numprocs_start=8
                command=%(here)s/run --stage %(ENV_STAGE)s --port 80%(process_num)02d 100%%
                environment=KIND="%(program_name)s",STAGE="%(ENV_STAGE)s",COPY="%(ENV_STAGE)s"
                """);

        assertThat(read.targets().keySet()).containsExactly("worker_08", "worker_09");
        assertThat(read.target("worker_09").command()).containsExactly("/srv/shop/run", "--stage", "test", "--port",
                "8009", "100%");
        assertThat(read.variables("worker_08")).as("a variable passed on is inherited in any case")
                .containsExactly("KIND=worker", "COPY=test");
    }

    @Test
    void a_variable_that_is_not_set_is_looked_up_at_the_launch_or_said() throws BadSource {
        Read read = read("""
                [program:web]
                command=serve --port %(ENV_SHOP_PORT)s
                directory=%(ENV_SHOP_HOME)s
                """);

        assertThat(read.target("web").command()).containsExactly("/bin/sh", "-c", "exec serve --port \"${SHOP_PORT}\"");
        assertThat(read.of("web", "cwd")).isEmpty();
        assertThat(read.said("line 2", "%(ENV_SHOP_PORT)s")).hasSize(1);
        assertThat(read.said("line 3", "%(ENV_SHOP_HOME)s", "directory", "not carried over")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priority=5                    | line 3 | depends_on
            stdout_capture_maxbytes=1MB   | line 3 | event listeners
            killasgroup=false             | line 3 | whole tree
            serverurl=AUTO                | line 3 | dpm-runner
            no_such_key=1                 | line 3 | no key of supervisord
            startsecs=soon                | line 3 | start_seconds
            autorestart=perhaps           | line 3 | restart
            stopsignal=NOSUCH             | line 3 | stop_signal
            """)
    void what_has_no_counterpart_is_said_with_its_line_and_what_to_do(String key, String line, String word)
            throws BadSource {
        Read read = read("[program:web]\ncommand=sleep 5\n" + key + "\n");

        assertThat(read.target("web").command()).containsExactly("sleep", "5");
        assertThat(read.said("supervisord.conf " + line, word)).as(read.outcome().leftovers().toString()).hasSize(1);
        assertThat(read.outcome().text()).contains("# - supervisord.conf " + line);
    }

    @ParameterizedTest
    @CsvSource({"unix_http_server", "inet_http_server", "supervisorctl", "rpcinterface:supervisor",
            "eventlistener:crash",
            "fcgi-program:php", "rpcinterface:twiddler"})
    void sections_that_are_no_programs_are_said(String section) throws BadSource {
        Read read = read("[program:web]\ncommand=sleep 5\n[" + section + "]\ncommand=x\n");

        assertThat(read.targets().keySet()).containsExactly("web");
        assertThat(read.said("line 3", "[" + section + "] (command)")).hasSize(1);
    }

    @Test
    void output_goes_where_the_options_let_it_go() throws BadSource {
        Read read = read("""
                [program:quiet]
                command=sleep 5
                stdout_logfile=NONE
                [program:loud]
                command=sleep 5
                stdout_logfile=/dev/fd/1
                stdout_logfile_maxbytes=0
                """);

        assertThat(read.of("quiet", "output")).contains("null");
        assertThat(read.of("loud", "output")).contains("both");
        assertThat(read.said("loud", "stdout_logfile_maxbytes")).hasSize(1);
    }

    /**
     * The forms of log settings in public files: one log for all processes of a program, stdout and stderr in separate
     * files or in one.
     */
    @Test
    void log_files_are_kept_and_each_target_has_its_own() throws BadSource {
        Read read = read("""
                [program:worker]
                process_name=%(program_name)s_%(process_num)02d
                command=php artisan queue:work
                directory=/var/www
                numprocs=2
                redirect_stderr=true
                stdout_logfile=storage/logs/worker.log
                stderr_logfile=/var/log/ignored.err
                stdout_logfile_maxbytes=20MB
                [program:web]
                command=gunicorn app
                stdout_logfile=/var/log/web.log
                stderr_logfile=/var/log/web.log
                [program:apart]
                command=sleep 5
                redirect_stderr=false
                [program:beat]
                command=sleep 5
                stderr_logfile=%(here)s/beat.err
                [program:nginx]
                command=nginx
                stdout_logfile=/dev/stdout
                stderr_logfile=/dev/stderr
                """);

        assertThat(read.of("worker_00", "output")).contains("/var/www/storage/logs/worker.log");
        assertThat(read.of("worker_00", "stderr")).isEmpty();
        assertThat(read.of("worker_00", "log_max_size")).contains("20MiB");
        assertThat(read.of("worker_01", "output")).isEmpty();
        assertThat(read.said("worker_01", "worker_00 writes to that file")).hasSize(1);
        assertThat(read.said("worker_00", "redirect_stderr sends stderr where stdout goes")).hasSize(1);
        assertThat(read.of("web", "stderr")).contains("/var/log/web.log");
        assertThat(read.of("apart", "stderr")).contains("apart");
        assertThat(read.of("beat", "stderr")).contains("/srv/shop/beat.err");
        assertThat(read.of("nginx", "output")).contains("both");
        assertThat(read.of("nginx", "stderr")).isEmpty();
        assertThat(read.said("nginx")).isEmpty();
    }

    @Test
    void includes_are_followed_and_their_lines_are_their_own() throws BadSource {
        shelf.file("conf.d/b.conf", "[program:b]\ncommand=sleep 2\n").file("conf.d/a.conf",
                "[program:a]\n\npriority=1\ncommand=sleep 1\n");

        Read read = read("[supervisord]\nnodaemon=true\n[include]\nfiles = conf.d/*.conf\n   gone/*.conf\n");

        assertThat(read.targets().keySet()).containsExactly("a", "b");
        assertThat(read.said("a.conf line 3", "priority")).hasSize(1);
        assertThat(read.said("supervisord.conf line 4", "gone/*.conf")).hasSize(1);
    }

    @Test
    void includes_that_lead_back_are_refused() {
        shelf.file("conf.d/a.conf", "[include]\nfiles = ../supervisord.conf\n");

        assertThatThrownBy(() -> read("[include]\nfiles = *.conf\n")).isInstanceOf(BadSource.class)
                .hasMessageContaining("supervisord.conf line 2").hasMessageContaining("leads back");
        assertThatThrownBy(() -> read("[include]\nfiles = conf.d/*.conf\n")).isInstanceOf(BadSource.class)
                .hasMessageContaining("a.conf line 1").hasMessageContaining("leads back");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense\\n[program:a]\\n         | line 1 | [section]
            [program:a]\\ncommand=x\\n!!!\\n   | line 3 | key = value
            """)
    void what_is_no_such_file_is_one_sentence(String text, String line, String allowed) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"))).isInstanceOf(BadSource.class)
                .hasMessageContaining("supervisord.conf " + line).hasMessageContaining(allowed);
    }

    @Test
    void names_that_are_not_allowed_here_are_changed_and_said() throws BadSource {
        Read read = read("[program:My App]\ncommand=sleep 1\n[program:my-app]\ncommand=sleep 2\n");

        assertThat(read.targets().keySet()).containsExactly("my-app", "my-app-2");
        assertThat(read.said("My App", "my-app")).hasSize(1);
        assertThat(read.said("my-app-2")).hasSize(1);
    }

    @Test
    void programs_without_a_command_or_with_a_broken_one_are_left_and_said() throws BadSource {
        Read read = read(
                "[program:a]\nuser=root\n[program:b]\ncommand=sh -c 'x\n[program:c]\ncommand=x\nnumprocs=5000\n");

        assertThat(read.targets()).isEmpty();
        assertThat(read.outcome().text()).isEmpty();
        assertThat(List.of(read.said("line 1", "no command").size(), read.said("line 4", "quote").size(),
                read.said("line 5", "numprocs").size())).containsOnly(1);
    }

    @Test
    void a_command_of_several_lines_stays_one_command_when_a_shell_looks_up_its_variables() throws BadSource {
        Read read = shelf.file("s.conf", """
                [program:screen]
                command=/usr/bin/screen
                  --on=%(ENV_SHOP_SCREEN)s
                  --title "a $b `c`" x"%(ENV_SHOP_SIZE)s"y
                """).read("s.conf");

        assertThat(read.target("screen").command()).containsExactly("/bin/sh", "-c",
                "exec /usr/bin/screen --on=\"${SHOP_SCREEN}\" --title 'a $b `c`' x\"${SHOP_SIZE}\"y");
    }

    @ParameterizedTest
    @CsvSource({"startsecs=0, -1, 0", "startretries=0, 1, 1", "startretries=3, 3, 0"})
    void only_failed_starts_are_limited(String line, String restarts, int remarks) throws BadSource {
        Read read = shelf.file("s.conf", "[program:a]\ncommand=a\n" + line + "\n").read("s.conf");

        assertThat(read.of("a", "max_restarts")).contains(restarts);
        assertThat(read.said("s.conf line 3", "startsecs")).hasSize(remarks);
    }

    @Test
    void more_retries_than_there_are_here_are_no_limit() throws BadSource {
        Read read = shelf.file("s.conf", "[program:a]\ncommand=a\nstartretries=999999999\nstartsecs=5\n")
                .read("s.conf");

        assertThat(read.of("a", "max_restarts")).contains("-1");
        assertThat(read.of("a", "restart_window")).isEmpty();
    }

    @Test
    void more_faults_than_any_person_writes_are_all_said() throws BadSource {
        Read read = shelf.file("s.conf", """
                [program:a]
                command=a
                numprocs=1000
                process_name=a%(process_num)d
                startsecs=abc
                umask=xyz
                """).read("s.conf");

        assertThat(read.targets()).hasSize(1000);
        assertThat(read.said("line 5", "startsecs")).hasSize(1000);
        assertThat(read.said("line 6", "umask")).hasSize(1000);
    }

    @Test
    void more_than_one_file_can_hold_is_one_sentence() {
        shelf.file("s.conf", "[program:a]\ncommand=a " + "x".repeat(2000)
                + "\nnumprocs=1000\nprocess_name=a%(process_num)d\n");

        assertThatThrownBy(() -> shelf.read("s.conf")).isInstanceOf(BadSource.class)
                .hasMessageContaining("import fewer");
    }

    @ParameterizedTest
    @CsvSource({"no", "Off", "0", "F", "n", "FALSE"})
    void each_word_for_no_keeps_a_program_from_starting(String word) throws BadSource {
        Read read = read("[program:a]\ncommand=/bin/a\nautostart=" + word + "\n");

        assertThat(read.of("a", "autostart")).contains("false");
        assertThat(read.outcome().leftovers()).isEmpty();
    }

    @Test
    void a_name_of_a_group_that_no_program_has_is_said() throws BadSource {
        Read read = read("[program:a]\ncommand=/bin/a\n[group:g]\nprograms=a,ghost\n");

        assertThat(read.of("a", "group")).contains("g");
        assertThat(read.said("supervisord.conf line 4", "ghost")).hasSize(1);
    }

    @Test
    void a_program_that_an_included_file_writes_again_is_said() throws BadSource {
        shelf.file("conf.d/a.conf", "[program:a]\ncommand=/bin/again\n");
        Read read = read("[program:a]\ncommand=/bin/a\n[include]\nfiles=conf.d/*.conf\n");

        assertThat(read.said("a.conf line 1", "[program:a]", "supervisord.conf line 1")).hasSize(1);
    }
}
