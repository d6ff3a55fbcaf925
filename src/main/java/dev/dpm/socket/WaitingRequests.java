package dev.dpm.socket;

import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The whole requests that wait for a worker thread. Commands are carried out in the order of their arrival. Questions (GET
 * requests) are answered newest first, and equal questions together. So hundreds of waiting questions hardly delay the next
 * one. Commands and questions take turns.
 * <p> Any thread may call the methods.
 */
final class WaitingRequests {

    private final Deque<Waiting> commands = new ArrayDeque<>();
    private final Deque<Waiting> questions = new ArrayDeque<>();
    private boolean wasCommand;

    /** A request with the connection that waits for its answer. */
    record Waiting(SelectionKey key, SocketVisit visit, Request request) {

        private boolean isQuestion() {
            return request.method().equals("GET");
        }
    }

    synchronized void add(Waiting one) {
        (one.isQuestion() ? questions : commands).addLast(one);
    }

    synchronized int size() {
        return commands.size() + questions.size();
    }

    /**
     * Removes and returns the requests that are to be carried out next: one command, or all questions that are equal to the
     * newest one. The list is empty if no request waits.
     */
    synchronized List<Waiting> next() {
        boolean isCommandsTurn = questions.isEmpty() || !wasCommand && !commands.isEmpty();
        wasCommand = isCommandsTurn;
        if (isCommandsTurn) {
            return commands.isEmpty() ? List.of() : List.of(commands.removeFirst());
        }
        Request newest = questions.getLast().request();
        List<Waiting> equal = new ArrayList<>();
        questions.removeIf(one -> one.request().equals(newest) && equal.add(one));
        return equal;
    }

    /**
     * Removes and returns the request that is refused if too many wait: the oldest question, or the newest command if no
     * question waits.
     */
    synchronized Optional<Waiting> giveWay() {
        return Optional.ofNullable(questions.isEmpty() ? commands.pollLast() : questions.pollFirst());
    }
}
