package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.dpm.migration.Shelf.Read;

/** Tests the import of a Procfile, with and without a file of variables. */
class ProcfileImportTest {

    private final Shelf shelf = new Shelf();

    @Test
    void lines_become_targets_in_the_files_folder() throws BadSource {
        Read read = shelf.file("Procfile", """
                # comment
                web: bundle exec puma -p $PORT
                worker:  python "my worker.py" --queue high
                release: rake db:migrate
                nonsense
                clock: LEVEL=debug ./clock | tee log
                """).read("Procfile");

        assertThat(read.targets().keySet()).containsExactly("web", "worker", "clock");
        assertThat(read.target("web").command()).containsExactly("/bin/sh", "-c", "bundle exec puma -p $PORT");
        assertThat(read.target("worker").command()).containsExactly("python", "my worker.py", "--queue", "high");
        assertThat(read.target("clock").command()).containsExactly("/bin/sh", "-c", "LEVEL=debug ./clock | tee log");
        assertThat(read.of("worker", "cwd")).contains("/srv/shop");
        assertThat(read.variables("web")).as("as foreman numbers them").containsExactly("PORT=5000");
        assertThat(read.said("Procfile line 4", "release")).hasSize(1);
        assertThat(read.said("Procfile line 5", "NAME: COMMAND")).hasSize(1);
    }

    @Test
    void a_file_of_variables_beside_it_is_taken() throws BadSource {
        Read read = shelf.file(".env", "PORT=80\n").file("Procfile", "web: serve $PORT\n").read("Procfile");

        assertThat(read.of("web", "env_file")).contains("/srv/shop/.env");
        assertThat(read.of("web", "env")).isEmpty();
    }

    @Test
    void beside_another_tool_each_target_says_its_own_defaults() throws BadSource {
        Read read = shelf.file("Procfile", "web: sleep 5\n").file("s.conf", "[program:db]\ncommand=sleep 5\n")
                .read("Procfile", "s.conf");

        assertThat(read.defaults()).isEmpty();
        assertThat(read.of("web", "restart")).isEmpty();
        assertThat(read.of("db", "restart")).contains("on-failure");
        assertThat(read.of("web", "cpu_threshold")).contains("off");
    }

    @Test
    void the_port_is_given_where_the_file_of_variables_says_none() throws BadSource {
        Read read = shelf.file(".env", "SECRET=x\n").file("Procfile", "web: serve $PORT\n").read("Procfile");

        assertThat(read.variables("web")).containsExactly("PORT=5000");
        assertThat(read.of("web", "env_file")).contains("/srv/shop/.env");
    }

    @Test
    void each_process_has_a_port_as_under_foreman_also_where_its_line_names_none() throws BadSource {
        Read read = shelf.file("Procfile", """
                release: rake db:migrate
                web: bundle exec puma -C config/puma.rb
                worker: bundle exec sidekiq
                """).read("Procfile");

        assertThat(read.variables("web")).as("the release phase counts too").containsExactly("PORT=5100");
        assertThat(read.variables("worker")).containsExactly("PORT=5200");
        assertThat(read.outcome().text()).containsOnlyOnce("PORT as foreman gives it: 5000, and 100 more");
    }

    @Test
    void ports_go_on_from_the_one_of_the_file_of_variables_or_of_the_caller() throws BadSource {
        Read file = shelf.file(".env", "export PORT='8000'\n").variable("PORT", "9000")
                .file("Procfile", "web: ./web\nadmin: ./admin\n").read("Procfile");

        assertThat(file.of("web", "env")).as("the file gives it").isEmpty();
        assertThat(file.variables("admin")).containsExactly("PORT=8100");

        Read caller = new Shelf().variable("PORT", "9000").file("Procfile", "web: ./web\nadmin: ./admin\n")
                .read("Procfile");
        assertThat(caller.of("web", "env")).isEmpty();
        assertThat(caller.variables("admin")).containsExactly("PORT=9100");
    }

    @Test
    @Timeout(20)
    void many_blanks_in_the_file_of_variables_take_no_time() throws BadSource {
        Read read = shelf.file(".env", "PORT=" + " ".repeat(400_000) + "x\n" + "\n".repeat(200_000) + "PORT = 80 \n")
                .file("Procfile", "web: ./web\nadmin: ./admin\n").read("Procfile");

        assertThat(read.variables("admin")).containsExactly("PORT=180");
    }
}
