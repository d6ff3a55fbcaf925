package dev.dpm.process.local;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/** The stored facts about the processes of one run of a target. {@link KnownMembers} guards the access by a lock. */
final class ProcessFamily {

    /**
     * The largest number of session and group leaders that are stored for one run of a target, including ended ones; the
     * latest are stored. The leader of an orphan's session or group shows which run the orphan comes from.
     */
    private static final int MOST_LEADERS = 256;

    final Set<ProcessIdentity> members = new HashSet<>();
    final Set<String> programs = new HashSet<>();
    /**
     * True if the target's processes may run other programs than the known ones, because the launched file is unknown
     * or a script.
     */
    private final boolean open;
    private final Map<Long, ProcessIdentity> leaders = new LinkedHashMap<>();
    private final String folder;
    private final long from;
    private boolean asked;
    private OptionalLong mainEnded = OptionalLong.empty();
    Optional<ProcessIdentity> main = Optional.empty();

    /**
     * Makes an instance for a run of a target, right before the launch.
     *
     * @param from clock ticks after boot; no process of the run was born earlier
     * @param program the file that is launched; empty: the file is unknown, or a script
     * @param folder the working folder of the launch; empty: unknown
     */
    ProcessFamily(long from, Optional<String> program, String folder) {
        this.open = program.isEmpty();
        program.ifPresent(programs::add);
        this.from = from;
        this.folder = folder;
    }

    void add(Collection<ProcessIdentity> more) {
        members.addAll(more);
        more.forEach(member -> {
            leaders.remove(member.pid());
            leaders.put(member.pid(), member);
        });
        while (leaders.size() > MOST_LEADERS) {
            leaders.remove(leaders.keySet().iterator().next());
        }
    }

    /** The process of the target, living or dead, that leads the session or process group of this id. */
    Optional<ProcessIdentity> leader(long number) {
        return Optional.ofNullable(leaders.get(number));
    }

    void mainEnded(long ticks) {
        if (mainEnded.isEmpty()) {
            mainEnded = OptionalLong.of(ticks);
        }
    }

    /** Records that the runner sends the target's main process a signal. */
    void asked() {
        asked |= mainEnded.isEmpty();
    }

    boolean isMainKnownToHaveEnded() {
        return mainEnded.isPresent();
    }

    Attribution.Span span(Incarnation life, boolean over) {
        return new Attribution.Span(life, from, mainEnded, asked, over, Set.copyOf(programs), open, folder);
    }
}
