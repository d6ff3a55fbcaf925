package dev.dpm.config.value;

import java.util.Map;
import java.util.Optional;

/**
 * Replaces variables as docker compose does: {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME:+other}}, {@code
 * ${NAME:?why}}, each also without the colon, and {@code $$}. Unlike in docker compose, {@code $NAME} is plain text, and an
 * unset {@code ${NAME}} is a fault.
 */
public final class Interpolation {

    private static final int DEEPEST = 10;

    private final Map<String, String> variables;
    private final String text;
    private int at;

    private Interpolation(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * Thrown where variables in a text cannot be replaced. The message is a phrase that follows the name of the option, such as
     * {@code needs the variable PORT}.
     */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        public Unfit(String why) {
            super(why);
        }
    }

    /** Whether a text contains {@code ${} or {@code $$}. */
    public static boolean isIn(String text) {
        return text.contains("${") || text.contains("$$");
    }

    /** Returns the text with each variable replaced by its value. */
    public static String expand(String text, Map<String, String> variables) throws Unfit {
        if (!isIn(text)) {
            return text;
        }
        Interpolation whole = new Interpolation(text, variables);
        return whole.until(false, 0);
    }

    /**
     * Reads the text up to its end, and replaces the variables in it.
     *
     * @param isInner true: stops at the closing brace of a variable; false: reads the whole text
     */
    private String until(boolean isInner, int depth) throws Unfit {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char sign = text.charAt(at);
            if (isInner && sign == '}') {
                return out.toString();
            }
            if (text.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else if (text.startsWith("${", at)) {
                at += 2;
                out.append(variable(depth));
            } else {
                out.append(sign);
                at++;
            }
        }
        if (isInner) {
            throw new Unfit("has a ${ without its }; allowed: ${NAME}, ${NAME:-default}, and $$ for a dollar sign");
        }
        return out.toString();
    }

    private String variable(int depth) throws Unfit {
        String name = name();
        if (depth >= DEEPEST) {
            throw new Unfit("has variables within the defaults of variables deeper than " + DEEPEST + " levels");
        }
        boolean minds = text.startsWith(":", at);
        at += minds ? 1 : 0;
        char operator = at < text.length() ? text.charAt(at) : 0;
        if (!minds && operator == '}') {
            at++;
            return value(name, false).orElseThrow(() -> new Unfit("needs the variable " + name
                    + ", which is not set; allowed: ${" + name + ":-default}, or the variable in the environment of "
                    + "whoever gives the file, in env_file or in env"));
        }
        if ("-+?".indexOf(operator) < 0 || operator == 0) {
            throw new Unfit("has '${" + name + "' without its }; allowed: ${NAME}, ${NAME:-default}, ${NAME:?why}, "
                    + "${NAME:+other}, and $$ for a dollar sign");
        }
        at++;
        return replaced(name, minds, operator, depth);
    }

    private String replaced(String name, boolean minds, char operator, int depth) throws Unfit {
        Optional<String> value = value(name, minds);
        boolean isUsed = value.isPresent() == (operator == '+');
        // variables in a default that is not used may be unset
        String word = isUsed ? until(true, depth + 1) : skipped();
        at++;
        if (operator == '?' && value.isEmpty()) {
            throw new Unfit("needs the variable " + name + (word.isBlank() ? "" : ": " + word.strip()));
        }
        return operator == '+' ? word : value.orElse(word);
    }

    private String skipped() throws Unfit {
        int open = 1;
        for (int i = at; i < text.length(); i++) {
            open += text.startsWith("${", i) ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (open == 0) {
                at = i;
                return "";
            }
        }
        throw new Unfit("has a ${ without its }; allowed: ${NAME}, ${NAME:-default}, and $$ for a dollar sign");
    }

    /**
     * The value of a variable; empty: unset.
     *
     * @param minds whether an empty value counts as unset
     */
    private Optional<String> value(String name, boolean minds) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !minds || !value.isEmpty());
    }

    private String name() throws Unfit {
        int begin = at;
        while (at < text.length() && isOfName(text.charAt(at), at > begin)) {
            at++;
        }
        if (at == begin) {
            throw new Unfit("has a ${ without the name of a variable behind it; allowed: ${NAME}, ${NAME:-default}, "
                    + "and $$ for a dollar sign");
        }
        return text.substring(begin, at);
    }

    private static boolean isOfName(char sign, boolean isBehindFirst) {
        return sign == '_' || sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z'
                || isBehindFirst && sign >= '0' && sign <= '9';
    }
}
