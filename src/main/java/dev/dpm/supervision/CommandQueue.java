package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Carries commands of other threads to the loop and answers each command at the end of the turn that carried it out, so
 * that the snapshot already shows the command's effect when the caller continues.
 */
final class CommandQueue {

    private final Mailbox mailbox;
    private final BooleanSupplier isOver;
    /** The commands that are still in the mailbox, by the futures of their answers. */
    private final Map<CompletableFuture<?>, Runnable> waiting = new ConcurrentHashMap<>();
    /** Answers to be given at the end of this turn; used by the loop's thread only. */
    private final List<Runnable> replies = new ArrayList<>();

    /**
     * Makes the queue.
     *
     * @param isOver whether the supervision has ended, so that the loop takes no more commands
     */
    CommandQueue(Mailbox mailbox, BooleanSupplier isOver) {
        this.mailbox = mailbox;
        this.isOver = isOver;
    }

    /**
     * Orders a command, from any thread. After the supervision's end the answer is the exception
     * {@link Supervisor.Over}.
     */
    <T> CompletableFuture<T> ask(Supplier<T> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable letter = () -> carryOut(command, answer);
        waiting.put(answer, letter);
        mailbox.post(letter);
        if (isOver.getAsBoolean()) {
            refuse(answer);
        }
        return answer;
    }

    /** Takes back a command that the loop has not begun; see {@link Supervisor#withdraw}. */
    boolean withdraw(CompletableFuture<?> answer) {
        Runnable letter = waiting.remove(answer);
        if (letter == null) {
            return false;
        }
        mailbox.drop(letter);
        return true;
    }

    private <T> void carryOut(Supplier<T> command, CompletableFuture<T> answer) {
        if (waiting.remove(answer) == null) {
            return; // the caller has withdrawn the command
        }
        try {
            T said = command.get();
            replies.add(() -> answer.complete(said));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
    }

    /** Answers the commands of this turn; for the loop's thread only. */
    void answer() {
        replies.forEach(Runnable::run);
        replies.clear();
    }

    /** Refuses all commands that wait; called by the loop's thread at its end. */
    void refuseAll() {
        waiting.keySet().forEach(CommandQueue::refuse);
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new Supervisor.Over());
    }
}
