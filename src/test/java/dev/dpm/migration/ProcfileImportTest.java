package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
