package dev.dpm.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.history.EventJournal;
import dev.dpm.history.StateStore;
import dev.dpm.log.RunnerLog;
import dev.dpm.process.OwnThread;
import dev.dpm.process.local.KnownMembers;
import dev.dpm.process.local.LocalLauncher;
import dev.dpm.process.local.LocalTargetProcesses;
import dev.dpm.process.local.Subreaper;

final class Warmup implements Runnable {

    private static final String NOBODY = "warmup";

    private Warmup() {
    }

    static void begin() {
        begin(Subreaper::prepare, "dpm-warmup-kernel");
        begin(new Warmup(), "dpm-warmup");
    }

    private static void begin(Runnable work, String name) {
        // if the system gives no thread, the first launch loads these classes itself
        var unused = OwnThread.begin(new Thread(work, name));
    }

    @Override
    public void run() {
        Clock clock = Clock.systemUTC();
        try {
            new LocalLauncher(NOBODY, new KnownMembers()).prepare();
            new StateStore(Path.of("/proc/self/no-such-folder"), clock).load();
            new LocalTargetProcesses(NOBODY, new KnownMembers()).census();
            EventJournal.inMemory(clock).close();
            RunnerLog.toStream(NOBODY, OutputStream.nullOutputStream(),
                    new RunnerSpec(Settings.none(), Optional.empty()), clock).close();
        } catch (IOException e) {
            System.getLogger(Warmup.class.getName()).log(System.Logger.Level.DEBUG,
                    "what the first launch needs is found out by the launch itself", e);
        }
    }
}
