package dev.dpm.app;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.view.Access;
import dev.dpm.view.Operations;

/**
 * Gives the objects of the running supervision to the web server (Quarkus), which starts later and creates its own objects
 * itself.
 */
final class Handover {

    private static final AtomicReference<Handover> CURRENT = new AtomicReference<>();

    private final Operations operations;
    private final Access access;

    Handover(Operations operations, Access access) {
        this.operations = operations;
        this.access = access;
    }

    void offer() {
        CURRENT.set(this);
    }

    static Optional<Handover> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    Operations operations() {
        return operations;
    }

    Access access() {
        return access;
    }
}
