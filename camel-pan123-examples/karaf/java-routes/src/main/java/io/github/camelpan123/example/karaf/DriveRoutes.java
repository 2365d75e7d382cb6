package io.github.camelpan123.example.karaf;

import org.apache.camel.builder.RouteBuilder;

/** A folder goes to the drive, its videos are transcoded there, and they come back as playable streams. */
final class DriveRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?noop=true")
                .routeId("upload")
                .to("pan123:upload?parentPath=/camel-pan123-karaf&createDirectories=true&duplicate=skipIfSame")
                .wireTap("direct:receipt")
                .filter(simple("${body.video()}"))
                .to("pan123:transcodeImport")
                .to("pan123:transcodeResolutions")
                .to("pan123:transcodeStart?resolutions=all");

        from("direct:receipt")
                .routeId("receipt")
                .convertBodyTo(String.class)
                .to("file:{{outbox}}?fileName=${header.CamelPan123FileName}.json");

        from("pan123:transcodeResult?delay=2000")
                .routeId("results")
                .filter(simple("${header.CamelPan123TranscodeStatus} == 255"))
                .to("pan123:transcodeDownload?artifact=m3u8&targetDirectory={{outbox}}");
    }
}
