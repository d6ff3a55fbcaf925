package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Passes commands from other threads to the supervision loop. A command is answered at the end of the loop's iteration, so that
 * the published {@link Snapshot} already shows its effect.
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

    /** @param isOver true after the end of the supervision, when every command is refused */
    CommandQueue(Mailbox mailbox, BooleanSupplier isOver) {
        this.mailbox = mailbox;
        this.isOver = isOver;
    }

    /**
     * Passes a command to the supervision loop, from any thread. After the loop's end, the future fails with {@link
     * Supervisor.Over}.
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
            return;
        }
        try {
            T said = command.get();
            replies.add(() -> answer.complete(said));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
    }

    void answer() {
        replies.forEach(Runnable::run);
        replies.clear();
    }

    void refuseAll() {
        waiting.keySet().forEach(CommandQueue::refuse);
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new Supervisor.Over());
    }
}
