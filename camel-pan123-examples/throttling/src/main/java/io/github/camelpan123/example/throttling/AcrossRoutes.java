package io.github.camelpan123.example.throttling;

import org.apache.camel.builder.RouteBuilder;

/**
 * However many routes move files: all of them together do so 3 times a second. The throttle stands in a route of its own,
 * because an interceptor is made anew for each route that it is in, and with it a throttle would be.
 */
public final class AcrossRoutes extends RouteBuilder {

    @Override
    public void configure() {
        interceptSendToEndpoint("pan123:move*").to("direct:before-move");

        from("direct:before-move").routeId("before-move").throttle(3).timePeriodMillis(1000);

        from("direct:old").routeId("old").to("pan123:move?targetParentPath=/old&createDirectories=true");

        from("direct:new").routeId("new").to("pan123:move?targetParentPath=/new&createDirectories=true");
    }
}
