package dev.dpm.app;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.history.EventJournal;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.log.RunnerLog;
import dev.dpm.notice.send.Notices;
import dev.dpm.process.local.SpareDescriptors;
import dev.dpm.supervision.Supervisor;

/** Reports which of the runner's files cannot be written or opened at present, and later that they can be used again. */
final class Shortages {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Supervisor supervisor;
    private final EventJournal journal;
    private final RunnerLog log;
    private final RunnerRecord record;
    private final ConfigFiles files;
    private final IncidentRecorder incidents;
    private final Notices notices;
    private final Optional<HomeWatch> home;
    private final SpareDescriptors spares = new SpareDescriptors();
    private final Set<Component> faulty = EnumSet.noneOf(Component.class);
    private long lostSaid;

    /** @param home the runner's home folder; empty: it cannot be written */
    Shortages(Supervisor supervisor, EventJournal journal, RunnerLog log, RunnerRecord record, ConfigFiles files,
            IncidentRecorder incidents, Notices notices, Optional<HomeWatch> home) {
        this.supervisor = supervisor;
        this.journal = journal;
        this.log = log;
        this.record = record;
        this.files = files;
        this.incidents = incidents;
        this.notices = notices;
        this.home = home;
    }

    void begin(Housekeeping house) {
        house.every(PERIOD, new PeriodicTask(Component.HOUSEKEEPING, this::look, supervisor::fault));
    }

    private void look() {
        tell(Component.DESCRIPTORS, spares.look());
        tell(Component.JOURNAL, journal.fault());
        tell(Component.LOG, log.fault());
        home.ifPresent(HomeWatch::look);
        if (record.isOwed()) {
            supervisor.fault(Component.RECORD, record.again());
        }
        if (files.isOwed()) {
            supervisor.fault(Component.REQUESTS, files.again());
        }
        incidents.again();
        notices.again();
        long lost = journal.dropped() - lostSaid;
        if (lost > 0 && journal.fault().isEmpty()) {
            lostSaid += lost;
            supervisor.note(new RunnerEvent.RunnerNoted(Component.JOURNAL, lost
                    + (lost == 1 ? " event was lost" : " events were lost") + ": the disk refused for too long"));
        }
    }

    private void tell(Component part, Optional<String> reason) {
        boolean wasFaulty = reason.isPresent() ? !faulty.add(part) : faulty.remove(part);
        if (reason.isPresent() || wasFaulty) {
            supervisor.fault(part, reason);
        }
    }
}
