package io.github.camelpan123.example;

import io.github.camelpan123.Pan123Constants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** A folder goes to the drive, its videos are transcoded, and what is finished comes back as playable streams. */
@Component
public class VideoRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{video.inbox}}?noop=true")
                .routeId("upload")
                .to("pan123:upload?parentPath={{video.folder}}&createDirectories=true&duplicate=skipIfSame")
                .filter(simple("${body.video()}"))
                .to("pan123:transcode?resolutions=all");

        // one exchange for each finished resolution; the body is its result, with the files that it is made of
        from("pan123:transcodeResult?source=started&delay={{video.look}}")
                .routeId("results")
                .filter(header(Pan123Constants.TRANSCODE_STATUS).isEqualTo(255))
                .setProperty("result", body())
                .setProperty("folder", simple("${file:name.noext}/${body.resolution()}"))
                .to("direct:playlist")
                .split(simple("${exchangeProperty.result.files()}"))
                .filter(simple("${body.playlist()} == false"))
                .to("direct:segment")
                .end()
                .end()
                .log("${exchangeProperty.folder} is back");

        from("direct:playlist")
                .to("pan123:transcodeDownload?artifact=m3u8")
                .setHeader(Exchange.FILE_NAME, simple("${exchangeProperty.folder}/${header.CamelFileName}"))
                .to("file:{{video.streams}}");

        from("direct:segment")
                .setHeader(Pan123Constants.RESOLUTION, simple("${exchangeProperty.result.resolution()}"))
                .setHeader(Pan123Constants.SEGMENT_NAME, simple("${body.segmentName()}"))
                .to("pan123:transcodeDownload?artifact=ts")
                .setHeader(Exchange.FILE_NAME, simple("${exchangeProperty.folder}/${header.CamelFileName}"))
                .to("file:{{video.streams}}");
    }
}
