package dev.dpm.supervision.effect;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What the loop was told, a line for each result: {@code surveyed web 1 0}. */
final class Told {

    final List<String> lines = new CopyOnWriteArrayList<>();

    EffectResults results() {
        return (EffectResults) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{EffectResults.class},
                (proxy, method, args) -> {
                    lines.add(method.getName() + " "
                            + Arrays.stream(args).map(String::valueOf).collect(Collectors.joining(" ")));
                    return null;
                });
    }
}
