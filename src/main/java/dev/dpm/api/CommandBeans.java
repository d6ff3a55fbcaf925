package dev.dpm.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.command.Commands;
import dev.dpm.command.Json;
import dev.dpm.view.Operations;
import dev.dpm.view.Terminals;

/** Makes the classes that carry out commands available as CDI beans. */
@ApplicationScoped
class CommandBeans {

    @Produces
    @Singleton
    Json json(ObjectMapper mapper) {
        return Json.by(mapper);
    }

    @Produces
    @Singleton
    Commands commands(Operations operations, Terminals terminals, Json json) {
        return new Commands(operations, terminals, () -> json);
    }
}
