package dev.dpm.app;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Makes Quarkus read its settings only from the jar. The environment, a {@code .env} file and a {@code config} folder belong to
 * the supervised program, which may be a Quarkus application itself.
 */
public final class JarSettings implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (WebServer.isBooting()) {
            // the default sources are not needed: the build has stored the jar's settings as default values
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false)
                    .withSources(new SysPropConfigSource());
        }
    }

    /** The priority of this class. The highest number makes Quarkus apply it after the class that adds the default sources. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
