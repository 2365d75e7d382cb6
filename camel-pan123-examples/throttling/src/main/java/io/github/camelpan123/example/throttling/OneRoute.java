package io.github.camelpan123.example.throttling;

import org.apache.camel.builder.RouteBuilder;

/** The numbers are the platform's for free accounts. */
public final class OneRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:films")
                .routeId("films")
                // api/v1/file/move: 3 a second
                .throttle(3)
                .timePeriodMillis(1000)
                .to("pan123:move?targetParentPath=/films&createDirectories=true")
                // api/v1/transcode/upload/from_cloud_disk: 1 a second
                .throttle(1)
                .timePeriodMillis(1000)
                .to("pan123:transcodeImport");

        from("direct:catalog")
                .routeId("catalog")
                // api/v1/file/list: 0.2 a second, which is 1 in 5 seconds
                .throttle(1)
                .timePeriodMillis(5000)
                .to("pan123:listFiles?path=/films&orderBy=fileName");
    }
}
