package dev.dpm.socket;

import java.util.List;

import dev.dpm.command.CommandAnswer;
import dev.dpm.command.Commands;
import dev.dpm.command.Refusal;
import dev.dpm.command.RequestParameters;
import dev.dpm.command.RequestParameters.Form;

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

    private CommandAnswer said(Request request, List<String> path) {
        RequestParameters parameters = new RequestParameters(request.query(), form(request.accept()));
        if (path.get(0).equals("targets") && path.size() > 1) {
            return target(request, path.get(1), path.size() == 2 ? "" : String.join("/", path.subList(2, path.size())),
                    parameters);
        }
        if (path.get(0).equals("incidents") && path.size() == 2 && request.method().equals("GET")) {
            return commands.incident(path.get(1), parameters);
        }
        return switch (request.method() + " " + String.join("/", path)) {
            case "GET status" -> commands.status(parameters);
            case "GET events" -> commands.events(parameters);
            case "GET unwritten-incidents" -> commands.unwrittenIncidents();
            case "GET unclaimed" -> commands.unclaimed(parameters);
            case "POST targets" -> commands.start(request.body(), parameters);
            case "POST notices/test" -> commands.testReceivers(parameters);
            case "GET notices/test" -> commands.receiverTest(parameters);
            case "POST reload" -> commands.reload(parameters);
            case "POST scale" -> commands.scale(parameters);
            case "POST shutdown" -> commands.shutdown(parameters);
            case "POST unclaimed/stop" -> commands.stopUnclaimed(parameters);
            default -> nothing(request);
        };
    }

    private CommandAnswer target(Request request, String name, String what, RequestParameters parameters) {
        return switch (request.method() + " " + what) {
            case "GET " -> commands.target(name, parameters);
            case "GET page" -> commands.page(name, parameters);
            case "GET startup" -> commands.startup(name, parameters);
            case "POST start" -> commands.startAgain(name, parameters);
            case "POST stop" -> commands.stop(name, parameters);
            case "POST restart" -> commands.restart(name, parameters);
            case "POST reload" -> commands.reload(name, parameters);
            case "POST signal" -> commands.signal(name, parameters);
            case "POST acknowledge" -> commands.acknowledge(name, parameters);
            case "DELETE " -> commands.remove(name, parameters);
            default -> nothing(request);
        };
    }

    private static Form form(String accept) {
        return switch (accept) {
            case CommandAnswer.JSON -> Form.JSON;
            case CommandAnswer.JSON_LINES -> Form.JSON_LINES;
            default -> Form.TEXT;
        };
    }

    private static CommandAnswer nothing(Request request) {
        throw Refusal.of(404, "Nothing at the socket answers " + request.method() + " /"
                + String.join("/", request.path()) + "; the console's address has the whole API.");
    }
}
