package dev.dpm.app;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Makes Quarkus in this JVM read its settings only from the jar and from the runner. The environment, a {@code .env}
 * file and a {@code config} folder belong to the supervised program, which may itself be a Quarkus application.
 */
public final class JarSettings implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (WebPart.isBooting()) {
            // the jar's settings need no source here, because the build has already made them defaults
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false)
                    .withSources(new SysPropConfigSource());
        }
    }

    /**
     * The highest number, so that Quarkus runs this customizer after all others, the last of which adds the default
     * sources.
     */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
