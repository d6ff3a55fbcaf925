package dev.dpm.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.history.UsageHistory;
import dev.dpm.incident.Figure;

/** Converts the usage history, which contains a value for each step of time, to the measured figures of an incident. */
final class UsageFigures {

    private UsageFigures() {
    }

    /**
     * One figure for each measurement. The history repeats a measured value in each step since the measurement before; only the
     * last of these steps is the time of the measurement.
     * @param steps the steps of the history, oldest first
     * @param stepsOfSample the number of steps between two measurements
     */
    static List<Figure> of(List<UsageHistory.Point> steps, long stepsOfSample) {
        List<Figure> figures = new ArrayList<>();
        int alike = 0;
        for (int at = 0; at < steps.size(); at++) {
            UsageHistory.Point step = steps.get(at);
            alike++;
            boolean isLast = at + 1 == steps.size() || !isAlike(step, steps.get(at + 1)) || alike >= stepsOfSample;
            if (isLast) {
                alike = 0;
            }
            if (isLast && !Double.isNaN(step.memoryAverage())) {
                figures.add(new Figure(step.end(), Double.isNaN(step.cpuAverage())
                        ? Optional.empty()
                        : Optional.of(step.cpuAverage()), Optional.of(Math.round(step.memoryAverage())),
                        Optional.empty()));
            }
        }
        return figures;
    }

    private static boolean isAlike(UsageHistory.Point one, UsageHistory.Point other) {
        return Double.compare(one.cpuAverage(), other.cpuAverage()) == 0
                && Double.compare(one.memoryAverage(), other.memoryAverage()) == 0;
    }
}
