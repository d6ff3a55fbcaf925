package dev.dpm.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RestartPlan;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.RunnerEvent.RunnerLost;
import dev.dpm.history.FormerRunner;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.ProcessIdentity;

/**
 * What an earlier runner left in the home folder, apart from the journal. It must be read before the present runner writes
 * there.
 * @param written when the earlier runner last wrote a file; {@link Instant#MIN}: never
 * @param record the earlier runner's record; empty: there is none
 * @param comeback the plan to restart a daemon that died; empty: there is none
 */
record FormerRunnerTraces(Instant written, Optional<DaemonRecord> record, Optional<RestartPlan> comeback) {

    static FormerRunnerTraces of(RuntimeDirectory home) {
        Instant newest = later(newest(home.targetStates()), newest(home.history()));
        return new FormerRunnerTraces(later(newest, changed(home.recordFile())), record(home), RestartPlan.read(home));
    }

    private static Optional<DaemonRecord> record(RuntimeDirectory home) {
        try {
            return new RecordFile(home).read();
        } catch (HomeFault e) {
            return Optional.empty();
        }
    }

    private static Instant newest(Path folder) {
        Instant newest = Instant.MIN;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                newest = later(newest, changed(file));
            }
        } catch (IOException e) {
            return newest;
        }
        return newest;
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether this runner was started to replace the lost runner. In this case, another event already reports the loss. */
    boolean comesBack(FormerRunner lost) {
        return comeback.filter(plan -> plan.pending() && plan.pid() == lost.pid()).isPresent();
    }

    /**
     * The event about an earlier runner that did not record its end.
     * @param bootId the present boot of the machine
     * @param now the start of this runner; later file times come from a wrong clock and are ignored
     */
    RunnerLost lost(FormerRunner runner, List<TargetRecord> targets, String bootId, Instant now) {
        Instant signs = written.isAfter(now) ? Instant.MIN : written;
        Instant heard = later(runner.heard().isAfter(now) ? Instant.MIN : runner.heard(), signs);
        Instant since = heard.equals(Instant.MIN) ? now : heard;
        long pid = runner.pid() == 0 ? record.map(known -> known.identity().pid()).orElse(0L) : runner.pid();
        return new RunnerLost(pid, how(pid, targets, bootId), since.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(since, now), (int) targets.stream()
                        .filter(target -> target.process().isPresent() || target.launching()).count());
    }

    private String how(long pid, List<TargetRecord> targets, String bootId) {
        Optional<RestartPlan> known = comeback.filter(plan -> plan.pid() == pid);
        if (known.isPresent()) {
            return "it died of " + known.get().cause().words();
        }
        Optional<String> boot = record.map(DaemonRecord::identity).filter(identity -> identity.pid() == pid)
                .map(ProcessIdentity::bootId);
        // if no record says in which boot the runner ran, a target's record of the present boot shows that it was this boot
        boolean isSameBoot = boot.isPresent()
                ? boot.get().equals(bootId)
                : targets.stream().anyMatch(target -> target.bootId().equals(bootId));
        if (isSameBoot) {
            return "it was killed, most likely; that the machine went on is certain";
        }
        return boot.isPresent()
                ? "that the machine was booted anew since is certain; whether it was killed before is not known"
                : "it was killed or the machine failed; which of the two is not known";
    }
}
