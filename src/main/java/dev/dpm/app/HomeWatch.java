package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.Token;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.log.DiskTrouble;
import dev.dpm.supervision.Supervisor;

/**
 * Creates deleted files in the runner's home folder again. Without the lock file and the runner's record, no client finds the
 * runner, and a second runner may start.
 */
final class HomeWatch {

    private static final Component PART = Component.HOME;

    private final RuntimeDirectory home;
    private final DaemonLock lock;
    private final Token token;
    private final Program program;
    private final Supervisor supervisor;
    private final RunnerRecord record;
    private final ConfigFiles files;
    private final CommandSocketKeeper door;
    private final boolean daemon;
    private boolean faulty;

    HomeWatch(RuntimeDirectory home, DaemonLock lock, Token token, Program program, Supervisor supervisor,
            RunnerRecord record, ConfigFiles files, CommandSocketKeeper door, boolean daemon) {
        this.home = home;
        this.lock = lock;
        this.token = token;
        this.program = program;
        this.supervisor = supervisor;
        this.record = record;
        this.files = files;
        this.door = door;
        this.daemon = daemon;
    }

    void look() {
        Optional<String> trouble = Optional.empty();
        try {
            List<String> missing = restore();
            if (!missing.isEmpty()) {
                supervisor.note(new RunnerEvent.HomeRestored(home.toString(), missing));
            }
        } catch (HomeFault e) {
            trouble = Optional.of(e.getMessage());
        } catch (IOException e) {
            trouble = Optional.of("what was removed from the home folder " + home + " cannot be made anew: "
                    + DiskTrouble.words(e));
        }
        if (trouble.isPresent() || faulty) {
            supervisor.fault(PART, trouble);
        }
        faulty = trouble.isPresent();
    }

    /**
     * Creates missing files of the home folder again, the lock file first, so that no second runner starts meanwhile.
     * @return the names of the missing files for a message
     */
    private List<String> restore() throws HomeFault, IOException {
        List<String> missing = new ArrayList<>();
        boolean isStateGone = !Files.isDirectory(home.targetStates());
        boolean isLockGone = !lock.isInPlace();
        if (isStateGone || isLockGone || !Files.isDirectory(home.targetLogs()) || !Files.isDirectory(home.lib())) {
            home.create();
        }
        if (isLockGone && lock.renew()) {
            missing.add("the lock");
        }
        if (token.restore(home)) {
            missing.add("the token");
        }
        if (record.isDeleted()) {
            missing.add("the record");
            record.again().ifPresent(why -> supervisor.fault(Component.RECORD, Optional.of(why)));
        }
        if (door.open()) {
            missing.add("the socket");
        }
        if (isStateGone) {
            missing.add("the state");
            supervisor.rewriteState();
            files.rewrite().ifPresent(why -> supervisor.fault(Component.REQUESTS, Optional.of(why)));
        }
        if (daemon && program.restoreJar()) {
            missing.add("its jar");
        }
        return missing;
    }
}
