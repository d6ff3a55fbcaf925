package dev.dpm.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public final class Main {
    private Main() {
    }

    public static void main(String... args) {
        if (args.length > 0) {
            System.out.println("hi");
            return;
        }
        Quarkus.run(args);
    }
}
