package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.TargetName;

class PermissionsTest {

    private final List<Event> notes = new ArrayList<>();

    private static Thread unstartable(Runnable work) {
        return new Thread(work) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
    }

    @Test
    void without_a_thread_to_try_on_it_says_so_and_the_loop_goes_on() {
        Permissions permissions = new Permissions(Optional.empty(), PermissionsTest::unstartable);
        permissions.tell(notes::add);

        permissions.heard(new Recorded(1, Instant.EPOCH,
                new TargetEvent.TargetAttached(new TargetName("web"), 1, 101, "process 101 matches name web")));

        assertThat(notes).extracting(Event::message).containsExactly("preflight: what the runner may do with web was "
                + "not tried: the system gives the runner no thread");
    }
}
