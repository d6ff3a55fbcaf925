package dev.dpm.app;

import java.io.IOException;
import java.util.Optional;

import dev.dpm.command.Commands;
import dev.dpm.command.Json;
import dev.dpm.config.ProgramName;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Component;
import dev.dpm.process.local.TerminalSize;
import dev.dpm.socket.CommandSocket;
import dev.dpm.supervision.Supervisor;
import dev.dpm.view.Operations;
import dev.dpm.view.Terminals;

/** Opens the Unix socket through which the command line sends commands, as soon as the runner can answer them. */
final class CommandSocketKeeper implements AutoCloseable {

    private static final Component PART = Component.SOCKET;

    private final RuntimeDirectory home;
    private final Commands commands;
    private final Supervisor supervisor;
    private Optional<CommandSocket> socket = Optional.empty();
    private boolean faulty;
    private boolean closed;

    CommandSocketKeeper(RuntimeDirectory home, Operations operations, Supervisor supervisor) {
        this.home = home;
        this.commands = new Commands(operations, terminals(), new Later());
        this.supervisor = supervisor;
    }

    static Terminals terminals() {
        return device -> TerminalSize.of(device).map(size -> new Terminals.Size(size.columns(), size.lines()));
    }

    private static final class Later implements java.util.function.Supplier<Json> {
        private Json json;

        @Override
        public synchronized Json get() {
            json = json == null ? Json.plain() : json;
            return json;
        }
    }

    /**
     * Opens the socket, or opens it again if its file was deleted. A failure becomes a fault of the runner and does not end it,
     * since the command line can use the HTTP API instead.
     * @return whether the socket was opened again
     */
    synchronized boolean open() {
        if (closed) {
            return false;
        }
        try {
            boolean isAgain = socket.isPresent() && socket.get().restore();
            if (socket.isEmpty()) {
                CommandSocket fresh = new CommandSocket(home.socket(), commands);
                fresh.begin();
                socket = Optional.of(fresh);
            }
            if (faulty) {
                // the end of a fault is reported only if there was a fault, since each report wakes the supervision loop
                supervisor.fault(PART, Optional.empty());
            }
            faulty = false;
            return isAgain;
        } catch (IOException e) {
            faulty = true;
            supervisor.fault(PART, Optional.of("the socket " + home.socket() + " of the command line cannot be opened ("
                    + e.getMessage() + "): commands go to the API"));
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (socket.isPresent()) {
                socket.get().close();
            }
        } catch (IOException e) {
            System.err.println(ProgramName.get() + ": the socket " + home.socket() + " is left behind: " + e);
        }
    }
}
