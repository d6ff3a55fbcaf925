package dev.dpm.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.Hook;
import dev.dpm.process.NativeText;

/** Masks the parts of a text that may be secrets, such as passwords and tokens. Masking a masked text changes nothing. */
public final class Secrets {

    public static final String MASK = "***";

    private static final String TELLTALE = "(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?|auth|cookie"
            + "|bearer|jwt)";
    private static final String NAME = "[A-Za-z0-9._-]*" + TELLTALE + "[A-Za-z0-9._-]*";
    /** The name of a secret before {@code =} or {@code :}, also as a key in JSON: {@code {"password": "x"}}. */
    private static final String ASSIGNS = NAME + "\\\\*[\"']?\\s*[=:]";
    private static final Pattern ASSIGNED = Pattern
            .compile("(?i)(?<![A-Za-z0-9._-])(" + ASSIGNS + "\\s*)[^\\s=].*", Pattern.DOTALL);
    private static final Pattern ASSIGNS_NEXT = Pattern.compile("(?i)(?:.*[^A-Za-z0-9._])?" + ASSIGNS, Pattern.DOTALL);
    private static final Pattern FLAG = Pattern.compile("(?i)--?" + NAME);
    /** user:password, or a token, before the host of a URL (RFC 3986, section 3.2.1). */
    private static final Pattern IN_ADDRESS = Pattern.compile("(://(?:[^\\s/:@]*:)?)[^\\s/]+(?=@)");
    private static final Pattern TELLING_NAME = Pattern.compile("(?i)" + NAME);
    /** Short flags for a password, as in mysql, sshpass and mongo. */
    private static final Pattern SHORT = Pattern.compile("-p(?!(?:ort|ath|id|idfile|ipe|ipeline|rint|rofile|refix|roxy"
            + "|roperties|rotocol|roject|arallel|lugins?|rocess|rocesses|rogress|eriod|olicy|riority|ool|ublish)"
            + "(?:[-_=:].*)?$).*", Pattern.DOTALL);
    /** Programs whose {@code -p} is a folder, a file or a port, and never a password. */
    private static final Pattern PLAIN_P = Pattern.compile("(?:nginx|openresty|angie|tengine|freenginx|haproxy|gunicorn"
            + "|hypercorn|java|mkdir|memcached|psql|pg_dump|pg_isready|postgres|redis-cli|mosquitto|sshd|puma|rails"
            + "|thin|flask|daphne|http-server|serve|php-fpm[0-9.]*)");
    private static final Set<String> WRAPPERS = Set.of("sudo", "env", "exec", "nice", "nohup", "setsid");
    /** A value of {@code -p} that is a path or a port, and so no password. */
    private static final Pattern PATH_OR_PORT = Pattern.compile("(?:/|\\./|\\.\\./|~/).*|[1-9][0-9]{0,4}",
            Pattern.DOTALL);
    private static final int LARGEST_PORT = 65_535;
    /** The short flag for a password of programs that do not use {@code -p}. */
    private static final Map<String, String> FLAG_OF_PROGRAM = Map.of("redis-cli", "-a", "ldapsearch", "-w",
            "ldapmodify", "-w", "ldapadd", "-w", "ldapwhoami", "-w", "smbclient", "-U", "rclone", "-P");
    /** Flags of curl and wget before {@code user:password}. */
    private static final Pattern USER_FLAG = Pattern.compile("-[uU]|--(?:proxy-|http-)?user");
    /**
     * {@code user:password} with or without its flag. Two numbers do not match: {@code -u 1000:1000} are a user id and a group
     * id.
     */
    private static final Pattern USER = Pattern
            .compile("(-[uU]|--(?:proxy-|http-)?user=|)(?![0-9]+:[0-9]+$)([^:/\\s=]*:).+", Pattern.DOTALL);
    /** Secrets of a known form: keys of AWS, tokens of GitHub, GitLab and Slack, JSON Web Tokens. */
    private static final Pattern SHAPED = Pattern.compile("(?<![A-Za-z0-9])(?:A(?:KIA|SIA)[0-9A-Z]{16}"
            + "|gh[opusr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{20,255}"
            + "|xox[abeoprs]-[A-Za-z0-9-]{10,255}|sk-[A-Za-z0-9_-]{20,255}"
            + "|eyJ[A-Za-z0-9_-]{8,2000}\\.[A-Za-z0-9_-]{8,2000}\\.[A-Za-z0-9_-]{0,2000})(?![A-Za-z0-9])");
    /** AWS's secret access key: 40 Base64 characters with capitals, small letters and digits. */
    private static final Pattern KEY_OF_40 = Pattern.compile("(?<![A-Za-z0-9/+=])(?=[a-z0-9/+]*[A-Z])"
            + "(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*[0-9])[A-Za-z0-9+][A-Za-z0-9/+]{39}(?![A-Za-z0-9/+=])");
    /** A place in a stack trace, such as {@code KeyStore.java:123)}, which is no key with a value. */
    private static final Pattern PLACE = Pattern.compile("(?:.*[^A-Za-z0-9_$])?[A-Za-z0-9_$]+"
            + "[.](?:java|kt|scala|groovy|clj|go|py|rb|php|js|mjs|ts|cs|rs|c|cc|cpp|h):[0-9]{1,7}(?::[0-9]{1,7})?[),:;]*",
            Pattern.DOTALL);
    /** The largest number of characters of a word that is searched for secrets. A longer word is a script or a text. */
    private static final int LONGEST_WORD = 2_000;
    private static final int LONGEST_LINE = 500;
    private static final Pattern QUERY = Pattern.compile("[?#].*");
    /** The beginning of a command line: assignments of variables, and then the program. */
    private static final Pattern PROGRAM = Pattern.compile("\\s*(?:[A-Za-z_]\\w*=(?:'[^']*+'"
            + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\\\.|[^\\s'\"\\\\]++)*+(?:\\s+|$))*+([^\\s=;|&<>()]*+)(?!=)");
    private static final Pattern VARIABLE = Pattern.compile("=[^\\u001f]*");

    private Secrets() {
    }

    /**
     * Masks the words of a command: {@code --password=x}, the word after {@code --password} or {@code -p}, and {@code
     * user:password} after {@code -u}. A word with blanks is masked as a command of its own, as in {@code sh -c "mysql
     * -psecret"}.
     */
    public static List<String> mask(List<String> words) {
        List<String> masked = new ArrayList<>(words.size());
        String ownFlag = "";
        boolean follows = false;
        boolean userFollows = false;
        int plain = plainWord(words);
        for (String word : words) {
            if (masked.size() == plain) {
                masked.add(NativeText.shown(word));
                follows = false;
                userFollows = false;
                continue;
            }
            ownFlag = FLAG_OF_PROGRAM.getOrDefault(baseName(word), ownFlag);
            // in a header, the secret follows the name of a scheme (RFC 9110, section 11.4)
            boolean isScheme = word.equalsIgnoreCase("Bearer") || follows && word.equalsIgnoreCase("Basic");
            boolean isFlag = FLAG.matcher(word).matches();
            if (follows && !isScheme && !word.startsWith("-")) {
                masked.add(MASK);
            } else {
                masked.add(isFlag ? word : maskNested(word, userFollows, ownFlag));
            }
            follows = isScheme || isFlag || word.equals("-p") || !ownFlag.isEmpty() && word.equals(ownFlag)
                    || assignsNext(word);
            userFollows = USER_FLAG.matcher(word).matches();
        }
        return masked;
    }

    /**
     * The index of the word that contains the value of {@code -p}, if this value is a path or a port and so no password;
     * negative: there is none.
     */
    private static int plainWord(List<String> words) {
        int program = 0;
        while (program < words.size() && WRAPPERS.contains(baseName(words.get(program)))) {
            program++;
        }
        if (program >= words.size() || !PLAIN_P.matcher(baseName(words.get(program))).matches()) {
            return -1;
        }
        for (int i = program + 1; i < words.size(); i++) {
            if (words.get(i).equals("-p")) {
                return i + 1 < words.size() && isPathOrPort(words.get(i + 1)) ? i + 1 : -1;
            }
            if (words.get(i).startsWith("-p") && SHORT.matcher(words.get(i)).matches()) {
                return isPathOrPort(words.get(i).substring(2)) ? i : -1;
            }
        }
        return -1;
    }

    private static boolean isPathOrPort(String value) {
        return value.length() <= LONGEST_WORD && PATH_OR_PORT.matcher(value).matches() && maskWord(value, false, "")
                .equals(NativeText.shown(value))
                && (!Character.isDigit(value.charAt(0)) || Integer.parseInt(value) <= LARGEST_PORT);
    }

    private static String baseName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static boolean assignsNext(String word) {
        return (word.endsWith("=") || word.endsWith(":")) && ASSIGNS_NEXT.matcher(word).matches();
    }

    /** Masks a command whose words are joined by spaces. A value with a space may be masked only in part. */
    public static String mask(String line) {
        return String.join(" ", mask(List.of(line.split(" ", -1))));
    }

    /** Whether the name of a variable means a secret. */
    static boolean isTelling(String name) {
        return TELLING_NAME.matcher(name).matches();
    }

    /**
     * Masks the secrets in the text of an option. Of variables, only the names remain; of a check, only the address or the
     * program.
     */
    public static String mask(String option, String text) {
        return NativeText.shown(masked(option, text));
    }

    private static String masked(String option, String text) {
        if (option.equals(Options.ENV.name())) {
            return VARIABLE.matcher(text).replaceAll("=" + MASK);
        }
        if (Hook.of(option).isPresent()) {
            return hook(text.strip());
        }
        if (Options.byName(option).filter(Option::isShellLine).isPresent()) {
            return program(text);
        }
        return mask(option.equals(Options.HTTP_CHECK.name()) ? QUERY.matcher(text).replaceFirst("") : text);
    }

    /** The command line of a hook if no part of it looks like a secret; otherwise only its program. */
    private static String hook(String line) {
        String program = program(line);
        boolean isPlain = line.length() <= LONGEST_LINE && line.startsWith(program) && mask(line).equals(line)
                && Arrays.stream(line.split("[\\s;|&()]+")).map(Secrets::baseName)
                        .noneMatch(FLAG_OF_PROGRAM::containsKey);
        return isPlain ? line : program;
    }

    /**
     * The program that a command line for {@code /bin/sh} runs; {@code /bin/sh} itself where the program cannot be seen.
     */
    public static String program(String commandLine) {
        Matcher words = PROGRAM.matcher(commandLine);
        return words.lookingAt() && !words.group(1).isEmpty() ? words.group(1) : "/bin/sh";
    }

    private static String maskNested(String word, boolean isUser, String ownFlag) {
        String masked = maskWord(word, isUser, ownFlag);
        // a word with a space may be a command line itself, whose words are then masked one by one
        return masked.indexOf(' ') < 0 ? masked : mask(masked);
    }

    private static String maskWord(String word, boolean isUser, String ownFlag) {
        String read = word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) + "…" : word;
        boolean isShort = read.length() > 2 && (SHORT.matcher(read).matches()
                || !ownFlag.isEmpty() && read.startsWith(ownFlag));
        if (isShort) {
            return read.substring(0, 2) + MASK;
        }
        Matcher user = USER.matcher(read);
        if (user.matches() && (isUser || !user.group(1).isEmpty())) {
            return NativeText.shown(user.group(1) + user.group(2) + MASK);
        }
        String assigned = PLACE.matcher(read).matches() ? read : ASSIGNED.matcher(read).replaceFirst("$1" + MASK);
        String addressed = IN_ADDRESS.matcher(assigned).replaceAll("$1" + MASK);
        return NativeText.shown(KEY_OF_40.matcher(SHAPED.matcher(addressed).replaceAll(MASK)).replaceAll(MASK));
    }
}
