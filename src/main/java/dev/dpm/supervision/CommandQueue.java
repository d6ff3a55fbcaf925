package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Passes commands from other threads to the supervision loop. The loop answers a command at the end of the iteration
 * that carried it out, so that the snapshot already shows the command's effect when the caller continues.
 */
final class CommandQueue {

    private final Mailbox mailbox;
    private final BooleanSupplier isOver;
    /** The commands that the supervision loop has not begun, by the futures of their answers. */
    private final Map<CompletableFuture<?>, Runnable> waiting = new ConcurrentHashMap<>();
    /**
     * Actions that complete the answers to commands; the supervision loop performs them at the end of its present
     * iteration. Only the loop's thread uses this field.
     */
    private final List<Runnable> replies = new ArrayList<>();

    /**
     * Makes the queue of commands to the supervision loop.
     *
     * @param isOver whether the supervision has ended, so that no command is accepted any more
     */
    CommandQueue(Mailbox mailbox, BooleanSupplier isOver) {
        this.mailbox = mailbox;
        this.isOver = isOver;
    }

    /**
     * Passes a command to the supervision loop. May be called on any thread. After the end of the loop, the answer is
     * the exception {@link Supervisor.Over}.
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

    /** Cancels a command that the supervision loop has not begun; see {@link Supervisor#withdraw}. */
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

    /**
     * Completes the answers to the commands of the supervision loop's present iteration. Only the loop's thread calls
     * this method.
     */
    void answer() {
        replies.forEach(Runnable::run);
        replies.clear();
    }

    /**
     * Refuses all commands that the supervision loop has not begun. The loop's thread calls this method when it ends.
     */
    void refuseAll() {
        waiting.keySet().forEach(CommandQueue::refuse);
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new Supervisor.Over());
    }
}
