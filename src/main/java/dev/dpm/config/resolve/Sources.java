package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.Option;
import dev.dpm.config.Option.Place;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.process.ResourceLimit.Kind;

/** Reads settings from flags, environment variables and entries of configuration files. */
final class Sources {

    // the value of a variable that Kubernetes sets for a service:
    // https://kubernetes.io/docs/concepts/services-networking/service/
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final String PREFIX = "DPM_";
    /** Variables of dpm-runner, of its launcher and of its tests that are no options. */
    private static final Set<String> OTHERS = Set.of("DPM_HOME", "DPM_TOKEN", "DPM_JAR", "DPM_JAVA", "DPM_CACHE",
            "DPM_COOKIE", "DPM_SLOW", "DPM_STORE_PASSWORD");
    /** The names of the variables that Kubernetes sets for a service. */
    private static final Pattern OF_SERVICE = Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_[0-9]+_.*");

    private Sources() {
    }

    /** Reads the settings that the flags of a request give for the runner and for the target. */
    static Settings flags(StartRequest request, Findings findings) {
        Settings settings = Settings.none();
        // sorted, so that the same mistakes always have the same order
        for (Map.Entry<String, String> flag : new TreeMap<>(request.flags()).entrySet()) {
            Optional<Option<?>> option = Options.byName(flag.getKey());
            String place = "--" + flag.getKey();
            if (option.isEmpty() || !option.get().isAllowedIn(Place.FLAG)) {
                findings.fault(place,
                        "is not an option" + Spelling.hint(flag.getKey(), Options.names(Place.FLAG), "--"));
            } else if (settings.given(option.get()).isPresent()) {
                findings.fault(place, "is given twice, also as " + option.get().flag() + " or in its other spelling");
            } else {
                Origin origin = new Origin(Source.FLAG, option.get().flag());
                settings = new Written(option.get(), flag.getValue(), origin, request.cwd()).addTo(settings, findings);
            }
        }
        return settings;
    }

    /** The settings in the environment variables {@code DPM_…}. Empty variables are ignored. */
    static Settings environment(StartRequest request, Findings findings) {
        Settings settings = Settings.none();
        for (Option<?> option : Options.all()) {
            String variable = option.environmentName();
            String text = request.environment().getOrDefault(variable, "");
            if (!option.isAllowedIn(Place.ENVIRONMENT) || text.isBlank()) {
                continue;
            }
            if (variable.endsWith("_PORT") && SERVICE_LINK.matcher(text).matches()) {
                findings.warning(variable + " is ignored: " + ConfigFault.quoted(text)
                        + " is what Kubernetes injects for a service of that name (enableServiceLinks: false stops it)");
                continue;
            }
            Origin origin = new Origin(Source.ENVIRONMENT, variable);
            settings = new Written(option, text, origin, request.cwd()).addTo(settings, findings);
        }
        misspelt(request.environment(), findings);
        return settings;
    }

    /**
     * Adds a warning for each variable whose name resembles that of an option's variable. Other variables {@code DPM_…}
     * are left alone: the launcher, Kubernetes and a file's {@code ${DPM_X}} use such names, too.
     */
    private static void misspelt(Map<String, String> environment, Findings findings) {
        Set<String> known = Options.all().stream().filter(option -> option.isAllowedIn(Place.ENVIRONMENT))
                .map(Option::environmentName).collect(Collectors.toSet());
        for (String variable : new TreeSet<>(environment.keySet())) {
            boolean isForeign = !variable.startsWith(PREFIX) || known.contains(variable) || OTHERS.contains(variable)
                    || OF_SERVICE.matcher(variable).matches()
                    || SERVICE_LINK.matcher(environment.get(variable)).matches();
            if (!isForeign) {
                Set<String> names = known.stream().map(name -> name.substring(PREFIX.length()))
                        .collect(Collectors.toSet());
                Spelling.nearest(variable.substring(PREFIX.length()), names).ifPresent(name -> findings.warning(
                        "the environment variable " + variable
                                + " is ignored: it is not that of an option; did you mean "
                                + PREFIX + name + "?"));
            }
        }
    }

    /**
     * Reads the settings that the entries of a configuration file give. The file's reader has already checked the keys.
     */
    static Settings entries(List<Entry> entries, Path folder, Findings findings) {
        Settings settings = Settings.none();
        for (Entry entry : entries) {
            Origin origin = new Origin(Source.FILE, entry.place());
            Optional<Option<?>> option = Options.byName(entry.key());
            if (option.isEmpty() || !option.get().isAllowedIn(Place.FILE)) {
                findings.fault(entry.place(), ConfigFault.quoted(entry.key()) + " is not a key");
            } else {
                settings = new Written(option.get(), entry.text(), origin, folder).addTo(settings, findings);
            }
        }
        return settings;
    }

    /**
     * Merges settings; those of {@code stronger} have precedence. Options whose value consists of pairs, such as environment
     * variables, are merged pair by pair.
     */
    static Settings layered(Settings stronger, Settings weaker) {
        Settings all = stronger.over(weaker);
        for (Option<?> option : Options.all()) {
            Optional<Settings.Setting> over = stronger.given(option);
            if (option.isMapping() && over.isPresent() && weaker.given(option).isPresent()) {
                Map<String, String> pairs = pairs(option, weaker);
                pairs.putAll(pairs(option, stronger));
                all = all.known(option, String.join(Settings.SEPARATOR, pairs.values()), over.get().origin());
            }
        }
        return all;
    }

    private static Map<String, String> pairs(Option<?> option, Settings settings) {
        Map<String, String> pairs = new LinkedHashMap<>();
        // a comma separates pairs, but the value of a variable may contain one
        String between = option == Options.ENV ? Settings.SEPARATOR : "[," + Settings.SEPARATOR + "]";
        for (String pair : settings.text(option).orElse("").split(between, -1)) {
            String name = pair.substring(0, pair.indexOf('='));
            pairs.put(option == Options.RLIMITS ? Kind.of(name).map(Kind::word).orElse(name) : name, pair);
        }
        return pairs;
    }
}
