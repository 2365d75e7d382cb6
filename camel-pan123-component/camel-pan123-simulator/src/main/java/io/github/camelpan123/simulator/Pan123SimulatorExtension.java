package io.github.camelpan123.simulator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulator for JUnit 5 tests. In a static field, one simulator serves all tests of the class and of its nested
 * classes. In an instance field, each test has its own simulator.
 *
 * <pre>{@code
 * @RegisterExtension
 * static Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false));
 *
 * @Test
 * void uploads(Pan123Simulator simulator, @BaseUrl String url, @ClientId String id, @ClientSecret String secret) { ... }
 * }</pre>
 */
public final class Pan123SimulatorExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    /** Marks a String parameter for {@link Pan123Simulator#baseUrl()}. */
    @Documented
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface BaseUrl {}

    /** Marks a String parameter for {@link Pan123Simulator#clientId()}. */
    @Documented
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface ClientId {}

    /** Marks a String parameter for {@link Pan123Simulator#clientSecret()}. */
    @Documented
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface ClientSecret {}

    private final SimulatorBuilder builder;
    private Pan123Simulator simulator;
    /** The number of running test classes. A nested class runs within its outer class and shares its simulator. */
    private int classes;

    private Pan123SimulatorExtension(SimulatorBuilder builder) {
        this.builder = builder;
    }

    /**
     * Creates an extension with a default simulator.
     *
     * @return for a field with {@code @RegisterExtension}
     */
    public static Pan123SimulatorExtension create() {
        return of(Pan123Simulator.builder());
    }

    /**
     * Creates an extension with a configured simulator.
     *
     * @param builder not started yet
     * @return for a field with {@code @RegisterExtension}
     */
    public static Pan123SimulatorExtension of(SimulatorBuilder builder) {
        return new Pan123SimulatorExtension(builder);
    }

    /**
     * Returns the running simulator.
     *
     * @return never null while a test runs
     * @throws IllegalStateException before and after
     */
    public synchronized Pan123Simulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException("the simulator runs only while tests do");
        }
        return simulator;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws Exception {
        classes++;
        if (classes == 1) {
            simulator = builder.start();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            stop();
        }
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) throws Exception {
        if (classes == 0) {
            simulator = builder.start();
        }
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        if (classes == 0) {
            stop();
        }
    }

    private void stop() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pan123Simulator.class
                || parameter.isAnnotated(BaseUrl.class)
                || parameter.isAnnotated(ClientId.class)
                || parameter.isAnnotated(ClientSecret.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.isAnnotated(BaseUrl.class)) {
            return simulator().baseUrl();
        }
        if (parameter.isAnnotated(ClientId.class)) {
            return simulator().clientId();
        }
        return parameter.isAnnotated(ClientSecret.class) ? simulator().clientSecret() : simulator();
    }
}
