package dev.dpm.process.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Whose an orphan is that carries no cookie: by what was seen of it before, by the session and the process group it is in,
 * and by its birth.
 */
final class Ancestry {

    private final ProcFiles proc;
    private final long self;
    private final KnownMembers knownMembers;
    /** 0 where its leader is outside the runner's pid namespace (a container's exec, unshare); empty: cannot be read. */
    private final OptionalLong ownSession;

    Ancestry(ProcFiles proc, long self, KnownMembers knownMembers) {
        this.proc = proc;
        this.self = self;
        this.knownMembers = knownMembers;
        this.ownSession = proc.stat(self).stream().mapToLong(ProcStat::session).findFirst();
    }

    /** The life it came from; empty: it cannot be told, or it came from none. */
    Optional<Incarnation> owner(Orphans.Orphan orphan) {
        Optional<Incarnation> holder = knownMembers.holder(orphan.identity());
        if (holder.isPresent()) {
            return holder;
        }
        return proc.alive(orphan.identity()).flatMap(stat -> byLeader(stat.session())
                .or(() -> byLeader(stat.group())).or(() -> isInherited(orphan) ? byBirth(stat) : Optional.empty()));
    }

    /**
     * A session and a process group are named after the pid of the process that began them, which the kernel gives to
     * nobody else as long as anything is in them; a bearer of that pid that is another process began another one.
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
     * Whether it came to us from a target: what we launch for ourselves stays in our session, and what somebody began
     * who entered the container came from nobody here.
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

    /** A launcher script has become another program since it was launched (execve(2)). */
    private void notePrograms() {
        knownMembers.mains().forEach((main, life) -> {
            String program = proc.program(main.pid());
            if (!program.isEmpty() && proc.isAlive(main)) {
                knownMembers.runs(life, program);
            }
        });
    }

    /** An end that is not yet reported, or that of a process that is no child of ours, is noticed here. */
    private void markEnds() {
        knownMembers.mains().keySet().stream().filter(main -> !proc.isAlive(main))
                .forEach(main -> knownMembers.ended(main, proc.now()));
    }
}
