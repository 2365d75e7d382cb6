package io.github.camelpan123;

import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Uploads in a JVM that has neither Micrometer nor Camel's telemetry. */
final class WithoutLibraries {

    private WithoutLibraries() {}

    /** @param args base URL, client ID and secret */
    public static void main(String[] args) throws Exception {
        for (String library :
                new String[] {"io.micrometer.core.instrument.MeterRegistry", "org.apache.camel.telemetry.Tracer"}) {
            try {
                Class.forName(library);
                System.out.println("there is " + library);
            } catch (ClassNotFoundException e) {
                // as it should be
            }
        }
        try (CamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            component.getConfiguration().setBaseUrl(args[0]);
            component.getConfiguration().setClientId(args[1]);
            component.getConfiguration().setClientSecret(args[2]);
            context.addComponent("pan123", component);
            context.start();
            context.createProducerTemplate()
                    .requestBodyAndHeader(
                            "pan123:upload", "content".getBytes(StandardCharsets.UTF_8), "CamelFileName", "a.txt");
        }
        System.out.println("done");
    }
}
