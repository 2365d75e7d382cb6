package io.github.camelpan123.karaf.swap;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** A folder goes to the drive, while the drive is listed and polled. */
public final class SwapRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?initialDelay=0&delay=100&readLock=rename&readLockCheckInterval=50&readLockTimeout=200"
                        + "&move={{done}}/${file:name}")
                .routeId("upload")
                .to("pan123:upload?parentPath=/swap&createDirectories=true&duplicate=skipIfSame");

        from("timer:look?delay=0&period=300").routeId("look").to("pan123:listFiles?path=/swap");

        from("pan123:listFiles?path=/swap&initialDelay=0&delay=500")
                .routeId("files")
                .log(LoggingLevel.DEBUG, "${body}");

        from("pan123:transcodeResult?initialDelay=0&delay=500")
                .routeId("transcodes")
                .log(LoggingLevel.DEBUG, "${body}");
    }
}
