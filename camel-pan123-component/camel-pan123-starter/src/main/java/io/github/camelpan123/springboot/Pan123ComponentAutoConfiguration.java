package io.github.camelpan123.springboot;

import io.github.camelpan123.Pan123Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the {@code pan123} component from {@code camel.component.pan123.*}, wherever Spring Boot finds
 * them. {@code camel.component.pan123.enabled=false} leaves the component as it is, and so do
 * {@code camel.component.pan123.customizer.enabled=false} and the same without {@code pan123.} for all components.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnProperty(name = "camel.component.pan123.enabled", matchIfMissing = true)
public class Pan123ComponentAutoConfiguration {

    /** Made by Spring. */
    public Pan123ComponentAutoConfiguration() {}

    /**
     * Called by Camel for each {@code pan123} component that it makes.
     *
     * @param environment the application's properties
     * @return sets the options; an option that the component does not have is an error
     */
    @Bean
    @Lazy
    public ComponentCustomizer configurePan123Component(Environment environment) {
        return ComponentCustomizer.builder(Pan123Component.class)
                .withCondition((name, component) -> enabled(environment))
                .build(component -> ComponentOptions.read(environment).apply(component));
    }

    private static boolean enabled(Environment environment) {
        boolean all = environment.getProperty("camel.component.customizer.enabled", Boolean.class, true);
        return environment.getProperty(ComponentOptions.PREFIX + ".customizer.enabled", Boolean.class, all);
    }
}
