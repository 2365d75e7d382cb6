package io.github.camelpan123;

import static org.awaitility.Awaitility.await;

import io.github.camelpan123.fixtures.LoggedEvents;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Consumes a file and asks for the account, in a class loader of its own. Returns what the component has logged. */
public final class ApplicationWithoutOptionalParts implements Callable<List<String>> {

    private static final String OWN = "io.github.camelpan123";

    @Override
    public List<String> call() throws Exception {
        Configurator.setLevel(OWN, Level.INFO);
        try (LoggedEvents logged = new LoggedEvents(
                        event -> event.getLevel().isMoreSpecificThan(Level.INFO)
                                && event.getLoggerName().startsWith(OWN),
                        LoggedEvents.ROOT);
                Pan123Simulator simulator =
                        Pan123Simulator.builder().limits(false).start();
                CamelContext context = SimulatedPlatform.managedContext(simulator)) {
            simulator.drive().addFile("/in/a.txt", new byte[] {1});
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:listFiles?path=/in&initialDelay=0&delay=50&afterRead=trash")
                            .to("pan123:userInfo");
                }
            });
            context.start();
            if (HealthCheckRegistry.get(context) != null
                    || context.getManagementStrategy().getManagementAgent() != null) {
                throw new IllegalStateException("There are health checks or an agent");
            }
            // JUnit and its extensions are not in this class loader, and 10 seconds can be too short for a busy machine
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> simulator.drive().find("/in/a.txt").isEmpty());
            // while it stops, too
            context.stop();
            return logged.lines();
        }
    }
}
