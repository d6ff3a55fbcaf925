package dev.dpm.socket;

import java.util.List;

import dev.dpm.ask.Asked;
import dev.dpm.ask.Asked.Form;
import dev.dpm.ask.Commands;
import dev.dpm.ask.Refusal;
import dev.dpm.ask.Said;

/** Maps the method and path of a request to the command that answers it; the paths are those of the HTTP API. */
final class Routes {

    private static final List<String> API = List.of("api", "v1");

    private final Commands commands;

    Routes(Commands commands) {
        this.commands = commands;
    }

    SocketAnswer answer(Request request) {
        try {
            List<String> path = request.path();
            boolean isApi = path.size() > API.size() && path.subList(0, API.size()).equals(API);
            return SocketAnswer.of(isApi ? said(request, path.subList(API.size(), path.size())) : nothing(request));
        } catch (Refusal e) {
            return SocketAnswer.refusal(e.status(), e.getMessage());
        }
    }

    private Said said(Request request, List<String> path) {
        Asked asked = new Asked(request.query(), form(request.accept()));
        if (path.get(0).equals("targets") && path.size() > 1) {
            return target(request, path.get(1), path.size() == 2 ? "" : String.join("/", path.subList(2, path.size())),
                    asked);
        }
        if (path.get(0).equals("incidents") && path.size() == 2 && request.method().equals("GET")) {
            return commands.incident(path.get(1), asked);
        }
        return switch (request.method() + " " + String.join("/", path)) {
            case "GET status" -> commands.status(asked);
            case "GET events" -> commands.events(asked);
            case "GET unwritten-incidents" -> commands.unwrittenIncidents();
            case "GET unclaimed" -> commands.unclaimed(asked);
            case "POST targets" -> commands.start(request.body(), asked);
            case "POST notices/test" -> commands.testReceivers(asked);
            case "GET notices/test" -> commands.receiverTest(asked);
            case "POST reload" -> commands.reload(asked);
            case "POST scale" -> commands.scale(asked);
            case "POST shutdown" -> commands.shutdown(asked);
            case "POST unclaimed/stop" -> commands.stopUnclaimed(asked);
            default -> nothing(request);
        };
    }

    private Said target(Request request, String name, String what, Asked asked) {
        return switch (request.method() + " " + what) {
            case "GET " -> commands.target(name, asked);
            case "GET page" -> commands.page(name, asked);
            case "GET startup" -> commands.startup(name, asked);
            case "POST start" -> commands.startAgain(name, asked);
            case "POST stop" -> commands.stop(name, asked);
            case "POST restart" -> commands.restart(name, asked);
            case "POST reload" -> commands.reload(name, asked);
            case "POST signal" -> commands.signal(name, asked);
            case "POST acknowledge" -> commands.acknowledge(name, asked);
            case "DELETE " -> commands.remove(name, asked);
            default -> nothing(request);
        };
    }

    private static Form form(String accept) {
        return switch (accept) {
            case Said.JSON -> Form.JSON;
            case Said.JSON_LINES -> Form.JSON_LINES;
            default -> Form.TEXT;
        };
    }

    private static Said nothing(Request request) {
        throw Refusal.of(404, "Nothing at the socket answers " + request.method() + " /"
                + String.join("/", request.path()) + "; the console's address has the whole API.");
    }
}
