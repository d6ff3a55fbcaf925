package dev.dpm.incident;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Evidence.ThreadFacts;
import dev.dpm.incident.Incident.Verdict;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.CpuAllowance;

/** Composes the sentence that says why an incident happened. */
public final class Sentence {

    private static final int HUNDRED = 100;
    /** The share of the target's memory from which the sentence names a process. */
    private static final double WORTH_NAMING = 0.3;

    private Sentence() {
    }

    /**
     * Concludes the cause of an incident from the finding and the evidence.
     * @param samples samples before the incident, oldest first
     * @param growth the rise of memory before the incident
     */
    public static Verdict of(IncidentTrigger opening, List<Figure> samples, Optional<Growth> growth,
            Evidence evidence) {
        Finding finding = opening.finding();
        Said said = switch (finding.cause()) {
            case MEMORY, FORECAST -> ofMemory(opening, samples, growth, evidence);
            case CPU -> new Said(finding.words() + busiest(evidence), Certainty.CERTAIN,
                    "the samples of the verdict, taken from the CPU times of its processes");
            case CHECK ->
                new Said(finding.words() + UnresponsiveProcess.words(evidence, opening.subject()), Certainty.CERTAIN,
                        "the answers of the check itself");
            case EXIT -> new Said(ended(opening) + ", and its restart policy is always", Certainty.CERTAIN,
                    "the exit status that the kernel gave");
            case CRASH -> ofCrash(opening);
            case SIGNAL, OOM_KILL -> ofKill(opening);
            case LAUNCH -> new Said("it could not be launched: " + reason(opening), Certainty.CERTAIN,
                    "the answer of the system to the launch");
            case GAVE_UP -> new Said("it was given up: " + finding.words(), Certainty.CERTAIN,
                    "its restart policy and the restarts it counted");
            case FOUND_DEAD -> new Said("it was found dead when the runner came back: it ended while no runner"
                    + " watched, and how it ended cannot be known", Certainty.UNKNOWN,
                    "the process that was written down is gone, and only its parent is told an exit status");
        };
        return new Verdict(finding.cause(), said.certainty(), said.sentence(), said.restsOn(), finding.rule(), samples,
                NextStep.of(opening));
    }

    private static String reason(IncidentTrigger opening) {
        String begins = "cannot launch " + opening.subject().spec().name() + ": ";
        String words = opening.finding().words();
        return words.startsWith(begins) ? words.substring(begins.length()) : words;
    }

    private record Said(String sentence, Certainty certainty, String restsOn) {
    }

    private static Said ofMemory(IncidentTrigger opening, List<Figure> samples, Optional<Growth> growth,
            Evidence evidence) {
        Finding finding = opening.finding();
        String found = finding.words() + bothSizes(samples);
        String rise = growth.map(one -> "memory grew " + Bytes.words(one.bytesPerMinute()) + "/min for "
                + EventWords.duration(one.lasting())).orElse("");
        Optional<String> limit = finding.rule().flatMap(Rule::limit).map(Bytes::words);
        boolean crossed = finding.cause() == Cause.MEMORY && !rise.isEmpty() && limit.isPresent();
        String what = crossed
                ? rise + " and crossed " + limit.get() + " (" + found + ")"
                : rise.isEmpty() ? found : found + ": " + rise;
        return new Said(what + largest(evidence, opening.subject()), Certainty.CERTAIN, finding.cause() == Cause.MEMORY
                ? "the samples of the verdict, taken from the memory of its processes"
                : "the trend of its samples, which may change");
    }

    /**
     * A clause with the resident and the proportional memory in the newest sample. Empty text: only one of the sizes is known.
     */
    private static String bothSizes(List<Figure> samples) {
        return samples.isEmpty()
                ? ""
                : Optional.of(samples.get(samples.size() - 1)).filter(Figure::isCountedTwoWays)
                        .map(newest -> "; " + newest.memoryWords()).orElse("");
    }

    /**
     * A clause about the process with most memory, or the number of processes if each uses little. Empty: the target has one
     * process.
     */
    private static String largest(Evidence evidence, Subject subject) {
        long all = evidence.processes().stream().mapToLong(Sentence::memory).sum();
        if (evidence.processes().size() < 2 || all == 0) {
            return "";
        }
        return evidence.processes().stream().max(Comparator.comparingLong(Sentence::memory))
                .filter(one -> memory(one) >= WORTH_NAMING * all)
                .map(one -> "; process " + one.pid() + " (" + role(one, subject) + ") held "
                        + Math.round(HUNDRED * (double) memory(one) / all) + " % of it")
                .orElseGet(() -> spread(evidence.processes()));
    }

    /** How many processes share the use of memory: {@code ; 12 processes hold it, 10 of them worker}. */
    private static String spread(List<ProcessFacts> processes) {
        Map<String, Long> byName = processes.stream()
                .collect(Collectors.groupingBy(ProcessFacts::name, TreeMap::new, Collectors.counting()));
        return byName.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> "; " + processes.size()
                + " processes hold it, " + (most.getValue() == processes.size() ? "all" : most.getValue()) + " of them "
                + most.getKey()).orElse("");
    }

    private static String role(ProcessFacts process, Subject subject) {
        boolean isMain = subject.main().filter(main -> main.pid() == process.pid()).isPresent();
        return isMain ? process.name() + ", its main process" : process.name();
    }

    private static long memory(ProcessFacts process) {
        return process.proportionalBytes().orElse(process.residentBytes());
    }

    private static String busiest(Evidence evidence) {
        double all = evidence.processes().stream().mapToDouble(one -> one.cpuPercent().orElse(0.0)).sum();
        Optional<ProcessFacts> process = evidence.processes().stream()
                .max(Comparator.comparingDouble(one -> one.cpuPercent().orElse(0.0)));
        if (all <= 0 || process.isEmpty()) {
            return "";
        }
        double share = process.get().cpuPercent().orElse(0.0) / all;
        String who = evidence.processes().size() > 1 && share >= WORTH_NAMING
                ? "; process " + process.get().pid() + " (" + process.get().name() + ") used "
                        + Math.round(HUNDRED * share) + " % of it"
                : "";
        return who + thread(evidence, all, who.isEmpty());
    }

    private static String thread(Evidence evidence, double all, boolean begins) {
        boolean hasMany = evidence.processes().stream().anyMatch(process -> process.threads() > 1);
        return evidence.threads().stream().filter(thread -> hasMany)
                .max(Comparator.comparingDouble((ThreadFacts thread) -> thread.cpuPercent().orElse(0.0)))
                .filter(thread -> thread.cpuPercent().orElse(0.0) >= WORTH_NAMING * all)
                .map(thread -> (begins ? "; " : ", ") + "its thread " + thread.tid() + " (" + thread.name() + ") "
                        + Math.round(HUNDRED * thread.cpuPercent().orElse(0.0) / all) + " %")
                .orElse("");
    }

    private static String ended(IncidentTrigger opening) {
        String how = opening.finding().exit().map(exit -> EndWords.of(exit, opening.subject().spec().command()))
                .orElse("it ended, nobody knows how,");
        String asked = opening.finding().words();
        return how + " after " + EventWords.duration(opening.subject().age())
                + (asked.isEmpty() ? "" : ", shortly after the runner " + asked)
                + opening.finding().lastLine().map(line -> "; its last words: " + line).orElse("")
                + refusedForks(opening.subject());
    }

    private static String refusedForks(Subject subject) {
        return subject.cgroup().map(Cgroup::own).filter(own -> own.refusedForks() > 0)
                .map(own -> "; until its last sample the kernel had refused it " + own.refusedForks()
                        + (own.refusedForks() == 1 ? " new process or thread" : " new processes or threads")
                        + " because of pids_max " + own.held().pids())
                .orElse("");
    }

    private static Said ofCrash(IncidentTrigger opening) {
        ExitStatus status = opening.finding().exit().orElseGet(ExitStatus.Unknown::new);
        if (EndWords.isOutOfTime(status, opening.subject().spec().command())) {
            return new Said(ended(opening), Certainty.LIKELY, "the exit status that the kernel gave, and timeout in its"
                    + " command; a program can end with this code for another reason");
        }
        if (status instanceof ExitStatus.Signaled) {
            return new Said(ended(opening), Certainty.LIKELY,
                    "the kernel named the signal; a program raises it by its own deed, though a stranger can send it");
        }
        if (EndWords.namesSignal(status)) {
            return new Said(ended(opening), Certainty.LIKELY, "the exit status that the kernel gave; that a code above"
                    + " 128 stands for a signal is a custom, which a program need not follow");
        }
        return status instanceof ExitStatus.Unknown
                ? new Said(ended(opening), Certainty.UNKNOWN, "only the parent of a process is told its exit status")
                : new Said(ended(opening), Certainty.CERTAIN, "the exit status that the kernel gave");
    }

    private static Said ofKill(IncidentTrigger opening) {
        String after = " after " + EventWords.duration(opening.subject().age());
        String how = opening.finding().exit().map(EndWords::signal).orElse("a signal");
        boolean isKill = how.equals("signal KILL");
        boolean mayBeCode = opening.finding().exit().filter(Sentence::mayBeCode).isPresent();
        if (!opening.finding().words().isEmpty()) {
            return new Said("it was ended by " + how + after + ": the runner " + opening.finding().words(),
                    Certainty.CERTAIN, "the runner sent that signal to that process, and it ended with it");
        }
        if (isKill && opening.finding().oom() != Finding.Oom.SEEN && opening.subject().hasSpentCpuTime(opening.now())) {
            return ofCpuTime(opening.subject().allowance(), how, after);
        }
        if (opening.finding().oom() != Finding.Oom.SEEN && isKilledByTimeout(opening)) {
            return new Said(
                    "it was ended by " + how + after + ", likely by timeout in its command, which also kills itself"
                            + " when its time is over",
                    Certainty.LIKELY, "the runner sent no signal, and the command names timeout"
                            + " with KILL; another process, or the kernel for want of memory, can send KILL too");
        }
        return switch (opening.finding().oom()) {
            case SEEN -> new Said("the kernel killed it for want of memory (OOM kill, " + how + ")" + after,
                    isKill ? Certainty.CERTAIN : Certainty.LIKELY,
                    isKill
                            ? "the OOM kill counter of its cgroup rose as it ended"
                            : "the OOM kill counter of its cgroup rose as it ended, though not by KILL: a process of it"
                                    + " was killed, and the main process may have ended for that");
            case PROBABLE -> new Said("the kernel probably killed it for want of memory (" + how + ")" + after,
                    Certainty.LIKELY, "its memory was at the limit in the last sample; the OOM kill counter of its"
                            + " cgroup could not be read in time");
            case RULED_OUT -> ofSomebodyElse(how, after, mayBeCode, isKill
                    ? "the runner sent no signal, and the OOM kill counter of its cgroup did not rise"
                    : "the runner sent no signal");
            case UNREADABLE -> isKill
                    ? new Said("it was ended by signal KILL, not sent by the runner," + after + ": another process"
                            + " sent it, or the kernel did for want of memory", Certainty.UNKNOWN,
                            "the runner sent no signal; the OOM kill counter of its cgroup cannot be read"
                                    + (opening.subject().samples().isEmpty()
                                            ? ", and no sample says whether its CPU time was at a limit"
                                            : ""))
                    : ofSomebodyElse(how, after, mayBeCode, "the runner sent no signal");
        };
    }

    /**
     * The cause of an incident if KILL ended a process at its hard limit of CPU time (RLIMIT_CPU). The kernel does not report
     * this anywhere.
     */
    private static Said ofCpuTime(CpuAllowance allowance, String how, String after) {
        return new Said("it was ended by " + how + after + ", likely by the kernel: it had used up its CPU time"
                + " (RLIMIT_CPU, hard limit " + EventWords.duration(allowance.hard()) + ")", Certainty.LIKELY,
                "in the last sample it had used " + EventWords.duration(allowance.used())
                        + " of CPU time, and at its rate"
                        + " it was at the limit when it ended; another process can send KILL too");
    }

    private static boolean isKilledByTimeout(IncidentTrigger opening) {
        return opening.finding().exit()
                .filter(exit -> EndWords.isKilledByTimeout(exit, opening.subject().spec().command())).isPresent();
    }

    private static boolean mayBeCode(ExitStatus status) {
        return status instanceof ExitStatus.Signaled by && by.mayBeCode();
    }

    private static Said ofSomebodyElse(String how, String after, boolean mayBeCode, String known) {
        String sentence = "it was ended by " + how + ", not sent by the runner," + after;
        return mayBeCode
                ? new Said(sentence, Certainty.LIKELY, known + "; a program that exits by itself with 128 + the"
                        + " signal's number looks the same here")
                : new Said(sentence, Certainty.CERTAIN, known + "; the kernel does not tell who sent it:"
                        + " another program, or a process of the target itself");
    }
}
