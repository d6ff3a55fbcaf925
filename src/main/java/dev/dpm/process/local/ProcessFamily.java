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

final class ProcessFamily {

    /** The largest number of leaders of sessions and process groups in memory. Beyond it, the oldest are removed. */
    private static final int MOST_LEADERS = 256;

    final Set<ProcessIdentity> members = new HashSet<>();
    final Set<String> programs = new HashSet<>();
    private final boolean open;
    private final Map<Long, ProcessIdentity> leaders = new LinkedHashMap<>();
    private final String folder;
    private final long from;
    private boolean asked;
    private OptionalLong mainEnded = OptionalLong.empty();
    Optional<ProcessIdentity> main = Optional.empty();

    /**
     * Creates the family of a launch: the processes that belong to it, none at first, and the facts by which an orphan is
     * recognized as one of them.
     *
     * @param from when the launch began, in clock ticks after boot
     * @param program the path of the launched program; empty if it is unknown or a script
     * @param folder the working folder of the launch; empty text if unknown
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

    Optional<ProcessIdentity> leader(long number) {
        return Optional.ofNullable(leaders.get(number));
    }

    void mainEnded(long ticks) {
        if (mainEnded.isEmpty()) {
            mainEnded = OptionalLong.of(ticks);
        }
    }

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
