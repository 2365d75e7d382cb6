package io.github.camelpan123.example;

import io.github.camelpan123.Pan123Constants;
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

        // one exchange for each finished resolution; the body is its result, and each of its files says what it is
        from("pan123:transcodeResult?source=started&delay={{video.look}}")
                .routeId("results")
                .filter(header(Pan123Constants.TRANSCODE_STATUS).isEqualTo(255))
                .split(simple("${body.files()}"))
                .to("pan123:transcodeDownload")
                .to("file:{{video.streams}}")
                .end()
                .log("${file:name} is back in ${body.resolution()}");
    }
}
