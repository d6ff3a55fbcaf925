package dev.dpm.process.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Finds the run of a target that started an orphan without the variable {@code _DPM_COOKIE}: by earlier searches, by
 * the orphan's session and process group, and by the time of its birth.
 */
final class Ancestry {

    private final ProcFiles proc;
    private final long self;
    private final KnownMembers knownMembers;
    /**
     * The id of the runner's session. The id is 0 if the leader of the session is outside the runner's pid namespace
     * (a container's exec, unshare); empty: the id cannot be read.
     */
    private final OptionalLong ownSession;

    Ancestry(ProcFiles proc, long self, KnownMembers knownMembers) {
        this.proc = proc;
        this.self = self;
        this.knownMembers = knownMembers;
        this.ownSession = proc.stat(self).stream().mapToLong(ProcStat::session).findFirst();
    }

    /**
     * The run of a target that started an orphan. Empty: no target started the orphan, or the run cannot be determined.
     */
    Optional<Incarnation> owner(Orphans.Orphan orphan) {
        Optional<Incarnation> holder = knownMembers.holder(orphan.identity());
        if (holder.isPresent()) {
            return holder;
        }
        return proc.alive(orphan.identity()).flatMap(stat -> byLeader(stat.session())
                .or(() -> byLeader(stat.group())).or(() -> isInherited(orphan) ? byBirth(stat) : Optional.empty()));
    }

    /**
     * The incarnation (run of a target) whose process leads the session or process group with this id. The id is the
     * pid of the process that began the session or group, and the kernel gives that pid to no other process while the
     * session or group has members.
     */
    private Optional<Incarnation> byLeader(long number) {
        Map<Incarnation, ProcessIdentity> leaders = knownMembers.leaders(number);
        return leaders.size() != 1
                ? Optional.empty()
                : leaders.entrySet().stream()
                        .filter(leader -> proc.stat(number)
                                .filter(bearer -> bearer.startTicks() != leader.getValue().startTicks()).isEmpty())
                        .map(Map.Entry::getKey).findFirst();
    }

    /**
     * Whether an orphan is a descendant of a target. The runner's own helpers stay in the runner's session. A process
     * that somebody started by entering the container (docker exec) is a descendant of no target.
     */
    boolean isInherited(Orphans.Orphan orphan) {
        return !orphan.isVisitor() && ownSession.isPresent() && proc.alive(orphan.identity())
                .filter(stat -> stat.parent() == self && stat.session() != ownSession.getAsLong()).isPresent();
    }

    private Optional<Incarnation> byBirth(ProcStat stat) {
        markEnds();
        notePrograms();
        List<Attribution.Span> spans = knownMembers.spans();
        return Attribution.owner(spans, new Attribution.Trait(stat.startTicks(), proc.program(stat.pid()),
                proc.folder(stat.pid())));
    }

    /**
     * Records the programs that the targets' main processes run now: a launcher script may have replaced itself by
     * another program since its launch (execve(2)).
     */
    private void notePrograms() {
        knownMembers.mains().forEach((main, life) -> {
            String program = proc.program(main.pid());
            if (!program.isEmpty() && proc.isAlive(main)) {
                knownMembers.runs(life, program);
            }
        });
    }

    /**
     * Records the end of main processes of targets that no longer exist. This covers ends that the kernel has not
     * reported yet, and main processes that are not children of the runner.
     */
    private void markEnds() {
        knownMembers.mains().keySet().stream().filter(main -> !proc.isAlive(main))
                .forEach(main -> knownMembers.ended(main, proc.now()));
    }
}
