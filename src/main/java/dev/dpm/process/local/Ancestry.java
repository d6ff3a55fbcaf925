package dev.dpm.process.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Finds out which launch of a target started an orphan that lacks the variable {@code _DPM_COOKIE}: by the results of
 * earlier searches, by the orphan's session or process group, or by the time of its birth.
 */
final class Ancestry {

    private final ProcFiles proc;
    private final long self;
    private final KnownMembers knownMembers;
    /** The session id of the runner; 0: the session's leader is outside the pid namespace; empty: unknown. */
    private final OptionalLong ownSession;

    Ancestry(ProcFiles proc, long self, KnownMembers knownMembers) {
        this.proc = proc;
        this.self = self;
        this.knownMembers = knownMembers;
        this.ownSession = proc.stat(self).stream().mapToLong(ProcStat::session).findFirst();
    }

    /** The launch that started an orphan; empty if no target started it, or the launch is unknown. */
    Optional<Incarnation> owner(Orphans.Orphan orphan) {
        Optional<Incarnation> holder = knownMembers.holder(orphan.identity());
        if (holder.isPresent()) {
            return holder;
        }
        return proc.alive(orphan.identity()).flatMap(stat -> byLeader(stat.session())
                .or(() -> byLeader(stat.group())).or(() -> isInherited(orphan) ? byBirth(stat) : Optional.empty()));
    }

    /**
     * The launch whose process leads the session or process group with this id. The id is the pid of the leader, and no
     * other process gets this pid while the session or group has members.
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
     * Records which programs the main processes run now, since a script may have replaced itself by another program
     * (execve(2)).
     */
    private void notePrograms() {
        knownMembers.mains().forEach((main, life) -> {
            String program = proc.program(main.pid());
            if (!program.isEmpty() && proc.isAlive(main)) {
                knownMembers.runs(life, program);
            }
        });
    }

    /** Tells {@link KnownMembers} which main processes have ended, if it does not know this yet. */
    private void markEnds() {
        knownMembers.mains().keySet().stream().filter(main -> !proc.isAlive(main))
                .forEach(main -> knownMembers.ended(main, proc.now()));
    }
}
