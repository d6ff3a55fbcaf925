package dev.dpm.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.probe.CpuPressure;
import dev.dpm.check.probe.Probes;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.RunnerSpec.OwnCgroup;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Recorded;
import dev.dpm.history.EventJournal;
import dev.dpm.history.StateStore;
import dev.dpm.history.TargetRecord;
import dev.dpm.history.UsageHistory;
import dev.dpm.history.WallTimes;
import dev.dpm.incident.Incidents;
import dev.dpm.log.RunnerLog;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.process.local.ControllingTerminal;
import dev.dpm.process.local.KnownMembers;
import dev.dpm.process.local.LocalAttacher;
import dev.dpm.process.local.LocalLauncher;
import dev.dpm.process.local.LocalSessions;
import dev.dpm.process.local.LocalTargetProcesses;
import dev.dpm.process.local.NotifyInbox;
import dev.dpm.process.local.OwnCgroups;
import dev.dpm.process.local.Subreaper;
import dev.dpm.process.source.InotifyWatcher;
import dev.dpm.sampling.Usage;
import dev.dpm.sampling.cgroup.CgroupSampler;
import dev.dpm.sampling.proc.ProcSampler;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.Memory;

/** Creates the objects with which the supervision loop launches processes and writes files. */
final class Assembly {

    private final String key;
    private final LocalLauncher launcher;
    private final LocalTargetProcesses targetProcesses;
    private final OwnCgroups cgroups;
    private final Subreaper subreaper = new Subreaper();
    private final RunnerFacts facts;
    private Probes probes;
    private SourceWatcher sources;
    private final KnownMembers knownMembers = new KnownMembers();

    Assembly(RuntimeDirectory home, RunnerSpec spec, RunnerFacts facts) {
        this.key = home.cookieKey();
        this.cgroups = spec.ownCgroup() == OwnCgroup.OFF
                ? OwnCgroups.onlyForLimits(key)
                : OwnCgroups.ofThisMachine(key);
        this.launcher = new LocalLauncher(key, knownMembers, cgroups);
        this.targetProcesses = new LocalTargetProcesses(key, knownMembers, cgroups);
        this.facts = facts;
    }

    private int reapOrphans() {
        return subreaper.reapOrphans(launcher::ownChildren);
    }

    /** @param store the state files; empty: the home folder cannot be written, and the state is only in memory */
    Ports ports(RuntimeDirectory home, EventJournal journal, Optional<StateStore> store, RunnerLog log,
            UsageHistory history, Permissions permissions, Incidents incidents) throws IOException {
        return new Ports(launcher, targetProcesses,
                new CgroupSampler(new ProcSampler(targetProcesses, facts::now), cgroups::oomKills, cgroups::use),
                journal,
                memory(store),
                new KeptUsage(log, history), new ToldEvents(log, permissions), facts::now, this::age,
                new TargetOutputs(home),
                this::reapOrphans, bootId(), this::probe,
                new LocalAttacher(key, this::age), incidents,
                new LocalSessions(key, targetProcesses),
                () -> new NotifyInbox(home.notifySockets(), key, knownMembers),
                () -> new WallTime(System.currentTimeMillis()),
                (all, told) -> sources().follow(all, told), new WallTimes(facts::now, facts::wallNow)::of);
    }

    private record KeptUsage(RunnerLog log, UsageHistory history) implements Ports.UsageReport {
        @Override
        public void report(Incarnation life, Usage usage, long memoryBytes, Duration every, boolean minuteLine) {
            log.usage(life, minuteLine ? LogLevel.INFO : LogLevel.DEBUG, usage, memoryBytes);
            history.add(life.target(), usage.sample().at(), every, usage.cpuPercent(), memoryBytes);
        }
    }

    private record ToldEvents(RunnerLog log, Permissions permissions) implements Consumer<Recorded> {
        @Override
        public void accept(Recorded recorded) {
            log.write(recorded);
            permissions.heard(recorded);
        }
    }

    Ports ports(RuntimeDirectory home, EventJournal journal, Optional<StateStore> store, RunnerLog log,
            UsageHistory history, Permissions permissions) throws IOException {
        return ports(home, journal, store, log, history, permissions, Incidents.NONE);
    }

    private synchronized SourceWatcher sources() {
        if (sources == null) {
            sources = new InotifyWatcher();
        }
        return sources;
    }

    private CheckResult probe(CheckOrder order) {
        return probes().probe(order);
    }

    /** The object that performs health checks. It is created for the first check, so that no launch waits for it. */
    private synchronized Probes probes() {
        if (probes == null) {
            probes = new Probes(facts.version(), launcher, new LocalSessions(key, targetProcesses),
                    targetProcesses, CpuPressure.ofThisMachine());
        }
        return probes;
    }

    void beforeEachLaunch(Consumer<LaunchOrder> work) {
        launcher.beforeEachLaunch(work);
    }

    void tellRemarks(Consumer<String> listener) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        launcher.afterEachLaunch(() -> launcher.remarks().stream().filter(told::add).forEach(listener));
    }

    /** Gives the runner's controlling terminal to the only target that inherits stdin, before that target is launched. */
    void giveTerminal() throws IOException {
        launcher.prepare();
        launcher.useTerminal(ControllingTerminal.giveUp());
    }

    /**
     * Sends a signal to these processes. A process that has ended is skipped, even if its pid belongs to another process now.
     */
    void signal(Set<ProcessIdentity> processes, Signal signal) {
        targetProcesses.signal(processes, signal);
    }

    /**
     * Makes the runner a subreaper (prctl(2)), so that orphans of targets become its children.
     *
     * @return a sentence that says why the kernel refuses; empty: the runner is a subreaper
     */
    Optional<String> becomeSubreaper() {
        Optional<String> refusal = subreaper.become();
        Optional<String> unwatched = launcher.watchOrphans(this::reapOrphans);
        return refusal.or(() -> unwatched);
    }

    private static Memory memory(Optional<StateStore> store) {
        return new Memory() {
            @Override
            public void save(TargetRecord target, boolean durable) throws IOException {
                if (store.isPresent()) {
                    store.get().save(target, durable);
                }
            }

            @Override
            public void remove(TargetName target) throws IOException {
                if (store.isPresent()) {
                    store.get().remove(target);
                }
            }
        };
    }

    /** The age of a process, with a resolution of 10 ms (time(7), proc(5)). */
    private Duration age(ProcessIdentity process) {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"), StandardCharsets.US_ASCII).split(" ")[0];
            long lived = Math.round(Double.parseDouble(uptime) * 1000) - process.startTicks() * 10;
            return Duration.ofMillis(Math.max(0, lived));
        } catch (IOException | NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    Instant startOf(ProcessIdentity process) {
        return facts.wallNow().minus(age(process)).truncatedTo(ChronoUnit.SECONDS);
    }

    List<ProcessIdentity> members(Incarnation life, ProcessIdentity main) {
        return targetProcesses.members(life, main);
    }

    /** The living processes that some target has started, but that cannot be assigned to a target. */
    List<ProcessIdentity> unclaimed() {
        return targetProcesses.unclaimed();
    }

    static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII).strip();
    }
}
