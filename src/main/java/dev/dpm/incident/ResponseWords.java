package dev.dpm.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.EventWords;
import dev.dpm.event.TargetEvent.TargetStarted;
import dev.dpm.incident.Incident.Response;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.process.ExitStatus;

/** Describes in words what the runner did about an incident. */
public final class ResponseWords {

    private ResponseWords() {
    }

    public static Response underway(String action, List<ResponseStep> deeds) {
        String summary = deeds.isEmpty() ? action : deeds.get(deeds.size() - 1).what();
        return new Response(false, summary.isEmpty() ? "nothing yet" : summary, deeds, Optional.empty(), false,
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The runner's response to an incident whose outcome is known. */
    public static Response complete(String action, List<ResponseStep> deeds, Outcome outcome) {
        return new Response(true, summary(action, outcome), deeds,
                outcome.stopTook().map(EventWords::seconds),
                outcome.killed(), outcome.exit().map(ExitStatus::words),
                outcome.next().map(TargetStarted::incarnation), outcome.next().map(TargetStarted::process));
    }

    private static String summary(String action, Outcome outcome) {
        List<String> parts = new ArrayList<>();
        outcome.stopTook().ifPresent(took -> parts.add("stopped in " + EventWords.duration(took)
                + (outcome.killed() ? ", KILL was needed" : "")));
        if (outcome.next().isPresent()) {
            parts.add("restarted as process " + outcome.next().get().process() + " within "
                    + EventWords.duration(outcome.nextAfter()));
        }
        boolean isRunning = outcome.how().startsWith("is running as process") && outcome.next().isPresent();
        boolean isStopped = outcome.how().startsWith("stopped") && outcome.stopTook().isPresent();
        if (!isRunning) {
            parts.add(isStopped ? "it stays stopped" : outcome.how());
        }
        if (outcome.next().isEmpty() && outcome.stopTook().isEmpty() && !action.isEmpty()
                && !outcome.how().startsWith(action)) {
            parts.add(0, action);
        }
        return String.join("; ", parts);
    }
}
