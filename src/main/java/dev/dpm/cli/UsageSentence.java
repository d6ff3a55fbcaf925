package dev.dpm.cli;

import java.util.List;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words the fault of a command line in one sentence. */
final class UsageSentence {

    private UsageSentence() {
    }

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e instanceof OverwrittenOptionException doubled) {
            return name(doubled.getOverwritten()) + " is given twice, allowed is once";
        }
        if (e instanceof MissingParameterException missing) {
            ArgSpec arg = missing.getMissing().isEmpty() ? missing.getArgSpec() : missing.getMissing().get(0);
            if (arg != null) {
                return arg.isOption()
                        ? name(arg) + " needs a value: " + arg.paramLabel()
                        : arg.paramLabel() + " is missing";
            }
        }
        return e.getMessage();
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        if (!word.startsWith("-")) {
            return "'" + word + "' is one word too many";
        }
        List<String> similar = e.getSuggestions();
        return "unknown option '" + word + "'" + (similar.isEmpty() ? "" : "; is " + similar.get(0) + " meant?");
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
