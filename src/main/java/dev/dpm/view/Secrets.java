package dev.dpm.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.dpm.view.TargetView.SettingView;

/** Hides what looks like a secret in a command or a setting. What is hidden twice looks as hidden once. */
public final class Secrets {

    /** Stands for a hidden value. */
    public static final String MASK = "***";

    private static final String TELLTALE = "(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?|auth)";
    private static final String NAME = "[A-Za-z0-9._-]*" + TELLTALE + "[A-Za-z0-9._-]*";
    private static final Pattern ASSIGNED = Pattern.compile("(?i)(?<![A-Za-z0-9._])(" + NAME + "[=:]\\s*)[^\\s=].*");
    private static final Pattern FLAG = Pattern.compile("(?i)--?" + NAME);
    /** RFC 3986, section 3.2.1: user:password before the host. */
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^\\s/:@]*:)[^\\s/@]+(?=@)");
    private static final Pattern VARIABLE = Pattern.compile("=[^\\u001f]*");

    private Secrets() {
    }

    /** A command's words: {@code --password=x} and the word after {@code --password} are hidden. */
    public static List<String> mask(List<String> words) {
        List<String> masked = new ArrayList<>(words.size());
        boolean follows = false;
        for (String word : words) {
            masked.add(follows && !word.startsWith("-") ? MASK : maskWord(word));
            follows = FLAG.matcher(word).matches() || word.equalsIgnoreCase("Bearer");
        }
        return masked;
    }

    /** A command's words joined by single spaces; less sure than the words, since a value may contain a space. */
    public static String mask(String line) {
        return String.join(" ", mask(List.of(line.split(" ", -1))));
    }

    /** The view with its command and its settings masked. */
    public static TargetView mask(TargetView view) {
        return new TargetView(view.name(), view.state(), view.pid(), view.attached(), view.adopted(), view.givenUp(),
                view.uptimeSeconds(), view.processes(), view.cpuPercent(), view.memoryBytes(),
                view.cpuThresholdPercent(), view.memoryThresholdBytes(), view.breach(), view.health(), view.restarts(),
                view.restartsInWindow(), view.lastExit(), view.reason(), view.nextRestartSeconds(), view.maxRestarts(),
                view.incarnation(), mask(view.command()), view.cwd(),
                view.configuration().stream().map(Secrets::mask).toList(), view.startedAt(), view.cpuSecondsTotal(),
                view.samplesMissed(), view.breachesByThreshold(), view.restartsByReason(),
                view.checks(), view.acknowledged(), view.limits());
    }

    /** The view with all its targets masked. */
    public static StatusView mask(StatusView view) {
        return new StatusView(view.runner(), view.targets().stream().map(Secrets::mask).toList());
    }

    private static SettingView mask(SettingView setting) {
        return new SettingView(setting.option(), mask(setting.option(), setting.value()), setting.origin(),
                setting.replaced().map(value -> mask(setting.option(), value)), setting.live());
    }

    private static String mask(String option, String value) {
        return option.equals("env") ? VARIABLE.matcher(value).replaceAll("=" + MASK) : mask(value);
    }

    private static String maskWord(String word) {
        String assigned = ASSIGNED.matcher(word).replaceFirst("$1" + MASK);
        return IN_ADDRESS.matcher(assigned).replaceAll("$1" + MASK);
    }
}
