package dev.dpm.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.supervision.Supervisor;

/** Waits until the supervision loop has answered a command. Used from any thread. */
final class CommandReplies {

    /** How long a command waits for its answer while the supervision loop makes no progress. */
    private static final long PATIENCE_SECONDS = 10;

    private final Supervisor supervisor;

    CommandReplies(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    CommandResult to(CompletableFuture<CommandResult> pending) {
        try {
            return awaited(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandResult.of(Outcome.REFUSED, "the runner is ending");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Supervisor.Over) {
                return CommandResult.of(Outcome.REFUSED, "the runner is ending");
            }
            throw new IllegalStateException("the command failed in the loop", e.getCause());
        } catch (TimeoutException e) {
            return CommandResult.of(Outcome.REFUSED, sentence(supervisor.withdraw(pending)));
        }
    }

    private static String sentence(boolean withdrawn) {
        return withdrawn
                ? "the supervision did not take the command within " + PATIENCE_SECONDS
                        + " s; the command was taken back, and nothing was changed"
                : "the supervision has begun the command, and has not answered for " + PATIENCE_SECONDS
                        + " s; `status` shows what became of it";
    }

    /** Waits for the answer to a command. There is no time limit as long as the supervision loop makes progress. */
    private CommandResult awaited(CompletableFuture<CommandResult> pending)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long before = supervisor.moves();
            try {
                return pending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (supervisor.moves() == before) {
                    throw e;
                }
            }
        }
    }
}
