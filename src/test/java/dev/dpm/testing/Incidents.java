package dev.dpm.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.dpm.incident.Cause;
import dev.dpm.incident.Certainty;
import dev.dpm.incident.DeepLook;
import dev.dpm.incident.EarlierLife;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Evidence.DiskFacts;
import dev.dpm.incident.Evidence.PeerFacts;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Evidence.ProgramFacts;
import dev.dpm.incident.Evidence.ThreadFacts;
import dev.dpm.incident.Figure;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.ResponseStep;
import dev.dpm.incident.Rule;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.incident.store.Setup;

/** Sample incidents with fixed figures, and a recorder of incidents. */
public final class Incidents {

    private static final Instant AT = Instant.parse("2026-11-28T03:12:40Z");
    private static final long MIB = 1 << 20;

    private Incidents() {
    }

    /** An incident in which a memory leak led to a restart. Every fact about it is known. */
    public static Incident leak(String target) {
        List<Figure> minutes = IntStream.range(0, 60).mapToObj(i -> figure(i - 59, 300 + 3.4 * i)).toList();
        return new Incident(Incident.SCHEMA, "20261128-031240-" + target, target, AT, 2,
                new Incident.Verdict(Cause.MEMORY, Certainty.CERTAIN,
                        "memory grew 40.8 MiB/min for 4 min 55 s and crossed 500.0 MiB (memory 500.6 MiB > 500.0 MiB in"
                                + " 2 of 2 samples); process 4711 (worker) held 61 % of it",
                        "the samples of the verdict, taken from the memory of its processes",
                        Optional.of(new Rule("memory_threshold", "memory over 500.0 MiB in 2 consecutive samples",
                                Optional.of(500.0 * MIB), "bytes", 2)),
                        minutes.subList(58, 60)),
                new Incident.Life(3, Optional.of(4700L), 2460, "/usr/bin/gunicorn app:api", "/srv/web",
                        Optional.empty(), List.of("HOME", "PATH"), Map.of("memory_threshold", "500"),
                        Optional.of(figure(-492, 96)), List.of(new EarlierLife(2, 2500, "signal TERM, as asked"))),
                new Incident.Usage(minutes, minutes.subList(0, 5)),
                new Incident.Series("20261128-023100-" + target, 2, 0, Optional.of("20261128-023100-" + target),
                        List.of("the machine's load is 7.2, before 0.8")),
                evidence(), List.of("GET /orders 200", "<b>not markup</b>"),
                new Incident.Response(true, "stopped in 0.4 s; restarted as process 4990 within 5.5 s",
                        List.of(new ResponseStep(AT, "TargetStopping", "stopping with TERM, KILL after 10 s"),
                                new ResponseStep(AT.plusSeconds(6), "TargetStarted", "started as process 4990")),
                        Optional.of(0.4), false, Optional.of("signal TERM"), Optional.of(4L), Optional.of(4990L)));
    }

    /** A recorder that keeps its incidents in memory and collects hardly any evidence. */
    public static IncidentRecorder recorder() {
        return new IncidentRecorder(new Setup(Clock.systemUTC(), Optional.empty(),
                (subject, most) -> Evidence.none(0, "nobody looks in a test"), DeepLook.NONE,
                target -> new Incident.Usage(List.of(), List.of()), target -> List.of(),
                () -> new IncidentRetention(1, Duration.ofDays(1), MIB), fault -> {
                }, finding -> {
                }));
    }

    private static Evidence evidence() {
        return new Evidence(0.214, 2,
                List.of(process(4700, 1, "gunicorn", 96, 0.5), process(4711, 4700, "worker", 305, 12.5),
                        process(4712, 4700, "worker", 99, 3)),
                List.of(new ThreadFacts(4711, 4713, "GC", Optional.of(9.5), 12.25, "running")),
                List.of("127.0.0.1:8000"), List.of(new PeerFacts("10.0.0.7:5432", 12)),
                Optional.of(new ProgramFacts("/srv/web/app.py", Optional.of(1200L), Optional.of("2026-11-20T10:00:00Z"),
                        Optional.of(77L), Optional.of(false))),
                Map.of("open files", "1024"), Map.of("memory.max", "max"), Map.of("load", "7.20 3.10 1.00"),
                List.of(new DiskFacts("/srv/web", 10L << 30, 40L << 30)), List.of(),
                List.of("cgroup: its figures cannot be read"));
    }

    private static ProcessFacts process(long pid, long parent, String name, long mib, double cpu) {
        return new ProcessFacts(pid, parent, name, "/usr/bin/" + name, "sleeping", Optional.of("ep_poll"),
                Optional.of(cpu), 40, mib * MIB, Optional.of((mib - 5) * MIB), 2, Optional.of(31), Optional.of(1024L),
                Map.of("files", 12, "sockets", 19), 2460);
    }

    private static Figure figure(int sample, double mib) {
        return new Figure(AT.plusSeconds(5L * sample), Optional.of(12.5), Optional.of(Math.round(mib * MIB)),
                Optional.empty());
    }
}
