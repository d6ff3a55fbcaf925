package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.dpm.config.Instances;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.process.Phase;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * A button on a page that acts on a target.
 * @param promise what the action will do
 * @param path the URL of the action, or of the page that asks for confirmation
 * @param isAsking whether a page asks for confirmation first
 */
public record ActionButton(Action action, String target, String word, String promise, String path, boolean isAsking,
        boolean isDestructive) {

    /** The actions on a target. Their names in lower case are parts of URLs. */
    public enum Action {
        START, RESTART, STOP, REMOVE, ACKNOWLEDGE, CHANGE, RELOAD, SCALE, SIGNAL;

        String word() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    static List<ActionButton> of(TargetView target) {
        List<Action> actions = switch (target.state()) {
            case STOPPED, EXITED -> List.of(Action.START, Action.REMOVE);
            case FATAL -> target.acknowledged()
                    ? List.of(Action.START, Action.REMOVE)
                    : List.of(Action.START, Action.ACKNOWLEDGE, Action.REMOVE);
            case WAITING -> target.story().nextRunAt().isPresent()
                    ? List.of(Action.START, Action.STOP)
                    : target.attached() ? List.of(Action.STOP) : List.of(Action.RESTART, Action.STOP);
            case STARTING, RUNNING, BACKOFF -> target.attached()
                    ? List.of(Action.STOP)
                    : List.of(Action.RESTART, Action.STOP);
            case STOPPING -> List.of();
        };
        return actions.stream().map(action -> of(action, target)).toList();
    }

    /** The buttons beside a target on the overview. A healthy target has none, and no button removes a target. */
    static List<ActionButton> onOverview(TargetView target) {
        return StatusView.isInTrouble(target) || target.state().isAtRest()
                ? of(target).stream().filter(offer -> offer.action() != Action.REMOVE).toList()
                : List.of();
    }

    static List<ActionButton> further(TargetView target) {
        List<Action> actions = new ArrayList<>();
        boolean lives = target.pid().isPresent() && !target.attached()
                && (target.state() == Phase.RUNNING || target.state() == Phase.STARTING);
        if (lives && (isOn(target, Options.RELOAD_SIGNAL) || isOn(target, Options.RELOAD_COMMAND))) {
            actions.add(Action.RELOAD);
        }
        if (lives) {
            actions.add(Action.SIGNAL);
        }
        if (isOn(target, Options.INSTANCES) && Instances.family(target.name()).isPresent()) {
            actions.add(Action.SCALE);
        }
        return actions.stream().map(action -> of(action, target)).toList();
    }

    private static boolean isOn(TargetView target, Option<?> option) {
        String value = value(target, option);
        return !value.isEmpty() && !value.equals("off");
    }

    /** The present value of a target's option as text; empty text: the option has no value. */
    static String value(TargetView target, Option<?> option) {
        return target.configuration().stream().filter(setting -> setting.option().equals(option.name()))
                .map(SettingView::value).findFirst().orElse("");
    }

    static ActionButton of(Action action, TargetView target) {
        boolean asks = action != Action.START;
        String path = Row.pathOf(target.name()) + (asks ? "/ask/" : "/") + action.name().toLowerCase(Locale.ROOT);
        return new ActionButton(action, target.name(), action.word(), promise(action, target), path, asks,
                action == Action.STOP || action == Action.REMOVE);
    }

    private static String promise(Action action, TargetView target) {
        String name = target.name();
        return switch (action) {
            case START -> "Starts " + name + " with a fresh restart budget.";
            case RESTART -> "Restart " + name + ": " + ending(target)
                    + "Then starts it again, with a fresh restart budget.";
            case STOP -> "Stop " + name + ": " + ending(target)
                    + "It stays stopped, also after the runner's next start, until somebody starts it.";
            case REMOVE -> "Remove " + name + ": forgets its settings and its usage history. Its logs stay until "
                    + "their retention is over.";
            case ACKNOWLEDGE -> "Acknowledge " + name
                    + ": says that somebody knows of it. It stays FATAL and its health "
                    + "stays down, and nothing is started or stopped. Until it is started again, it no longer counts "
                    + "as trouble on these pages, in the tab and in the icon.";
            case RELOAD -> "Reload " + name + ": has it reread its own configuration, "
                    + (isOn(target, Options.RELOAD_SIGNAL)
                            ? "by the signal " + value(target, Options.RELOAD_SIGNAL) + " to its main process."
                            : "by its reload_command.")
                    + " It goes on running.";
            case SCALE -> "Changes the number of instances of " + Instances.family(name).orElse(name)
                    + " at once: further "
                    + "ones are started, or those with the highest numbers are stopped and removed. The number is kept "
                    + "until the file says another one.";
            case SIGNAL -> "Sends a signal to " + (value(target, Options.PASS_TO).equals("tree")
                    ? "each process of " + name
                    : "the main process of " + name)
                    + ". What follows is up to the program; where it ends, the restart "
                    + "policy decides.";
            case CHANGE -> "What is saved is in force at once, without a restart of " + name
                    + ", and stays over restarts of target and runner.";
        };
    }

    private static String ending(TargetView target) {
        if (target.pid().isEmpty()) {
            return "nothing of it runs now. ";
        }
        if (target.attached()) {
            return "it was not started by this runner, and is let go without a signal. ";
        }
        Map<String, String> settings = target.configuration().stream()
                .collect(Collectors.toMap(SettingView::option, SettingView::value, (first, second) -> first));
        String signal = settings.getOrDefault("stop_signal", "TERM");
        String grace = settings.getOrDefault("stop_grace", "10");
        boolean isMainFirst = settings.getOrDefault("stop_scope", "tree").equals("main");
        String whom = isMainFirst
                ? "process " + target.pid().get()
                : Say.count(target.processes().orElse(1), "process", "processes");
        return "sends " + signal + " to " + whom + ", KILL after " + grace + " s. ";
    }
}
