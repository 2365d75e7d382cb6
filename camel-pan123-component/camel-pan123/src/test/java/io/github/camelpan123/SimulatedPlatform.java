package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.SimulatorBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/** A simulator and a context that uses it, for one test. */
final class SimulatedPlatform implements AutoCloseable {

    final Pan123Simulator simulator;
    final CamelContext context;
    final ProducerTemplate template;

    private SimulatedPlatform(Pan123Simulator simulator, CamelContext context) throws Exception {
        this.simulator = simulator;
        this.context = context;
        this.context.start();
        this.template = context.createProducerTemplate();
    }

    /** Without limits, slices of 256 KiB, everything at once. */
    static SimulatedPlatform start() throws Exception {
        return start(builder -> builder.limits(false));
    }

    static SimulatedPlatform start(UnaryOperator<SimulatorBuilder> changes) throws Exception {
        Pan123Simulator simulator = simulator(changes);
        return new SimulatedPlatform(simulator, context(simulator));
    }

    /** With JMX, which other tests do without: it takes a quarter of the processor time of all. */
    static SimulatedPlatform managed(UnaryOperator<SimulatorBuilder> changes) throws Exception {
        Pan123Simulator simulator = simulator(changes);
        return new SimulatedPlatform(simulator, managedContext(simulator));
    }

    private static Pan123Simulator simulator(UnaryOperator<SimulatorBuilder> changes) throws Exception {
        return changes.apply(Pan123Simulator.builder()
                        .sliceSize(256 * 1024)
                        .mergePolls(0)
                        .copyTime(Duration.ZERO)
                        .resolutionPolls(0)
                        .transcodeTime(Duration.ofMillis(200)))
                .start();
    }

    /** One more context that names the same account; not started, without JMX. */
    static CamelContext context(Pan123Simulator simulator) {
        CamelContext context = managedContext(simulator);
        context.disableJMX();
        return context;
    }

    /** As {@link #context}, with JMX. */
    static CamelContext managedContext(Pan123Simulator simulator) {
        CamelContext context = new DefaultCamelContext();
        Pan123Component component = new Pan123Component();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setClientId(simulator.clientId());
        component.getConfiguration().setClientSecret(simulator.clientSecret());
        component.getConfiguration().setTier(Tier.free);
        context.addComponent("pan123", component);
        context.getShutdownStrategy().setTimeout(5);
        context.getCamelContextExtension().registerEndpointCallback(SimulatedPlatform::patient);
        return context;
    }

    /** What a mock waits for comes or does not; its own 10 seconds can be too short for a busy machine. */
    private static Endpoint patient(String uri, Endpoint endpoint) {
        if (endpoint instanceof MockEndpoint mock) {
            mock.setResultWaitTime(Duration.ofMinutes(2).toMillis());
        }
        return endpoint;
    }

    Pan123Component component() {
        return context.getComponent("pan123", Pan123Component.class);
    }

    Pan123Configuration options() {
        return component().getConfiguration();
    }

    /** Lets calls go out as fast as they come, for tests of what is called and not of how often. */
    SimulatedPlatform unhurried() {
        Map<String, Object> limits = new HashMap<>();
        for (Api api : Api.values()) {
            if (api != Api.UPLOAD_SLICE && api != Api.UPLOAD_SINGLE) {
                limits.put(api.shortName(), "1000");
            }
        }
        options().setRateLimits(limits);
        return this;
    }

    long calls(String path) {
        return simulator.figures().calls(path);
    }

    void routes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    @Override
    public void close() {
        context.stop();
        simulator.close();
        assertThat(simulator.figures().apiHeadersAtStorage())
                .as("requests that took the token or Platform to the storage host")
                .isZero();
    }
}
