package dev.dpm.app;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Has the runner's own Quarkus take its settings from this jar and from the runner alone. The environment, a
 * {@code .env} and a {@code config} folder are those of the program that is supervised, which may be a Quarkus
 * application itself.
 */
public final class JarSettings implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (WebPart.isBooting()) {
            // what the jar says was made part of the defaults when it was built
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false)
                    .withSources(new SysPropConfigSource());
        }
    }

    /** After all others, the last of which adds the default sources. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
