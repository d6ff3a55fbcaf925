package dev.dpm.check.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.check.CheckResult;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;

/**
 * Runs the command of a check with the target's user, folder and environment. The command has a session of its own, and all
 * processes of the session are ended afterwards.
 */
record ExecProbe(Launcher launcher, Sessions sessions) {

    CheckResult probe(LaunchOrder order, Duration timeout) throws TimedOut {
        long end = System.nanoTime() + timeout.toNanos();
        ProcessIdentity leader;
        try {
            leader = launcher.launch(order);
        } catch (LaunchFailure failure) {
            return failure.isRunnersFault()
                    ? CheckResult.unknown("could not be run: " + failure.getMessage())
                    : CheckResult.failed("could not be run: " + failure.getMessage());
        }
        boolean ended = false;
        try {
            CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
            launcher.onExit(leader, exit::complete);
            CheckResult result = judge(exit.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            ended = true;
            return result;
        } catch (TimeoutException e) {
            throw new TimedOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.unknown("was broken off: the runner ends");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit status is never completed with a failure", e);
        } finally {
            sessions.end(order.incarnation(), leader, !ended);
        }
    }

    private static CheckResult judge(ExitStatus status) {
        String reason = "ended with " + status.words();
        return status.equals(new ExitStatus.Code(0)) ? CheckResult.passed(reason) : CheckResult.failed(reason);
    }
}
