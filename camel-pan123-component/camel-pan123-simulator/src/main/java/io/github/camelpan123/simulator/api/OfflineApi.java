package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.offline.OfflineDownloads;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.net.URI;
import java.util.List;

/** The calls for offline downloads (platform/calls.md, "Offline download"). */
public final class OfflineApi implements Group {
    private record Task(long taskID) {}

    private record Progress(int process, int status) {}

    private final OfflineDownloads downloads;

    /**
     * Creates the group.
     *
     * @param downloads the unfinished tasks
     */
    public OfflineApi(OfflineDownloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form create = Form.in(Place.BODY)
                .needs("url", Kind.TEXT)
                .takes("fileName", Kind.TEXT)
                .takes("dirID", Kind.NUMBER)
                .takes("callBackUrl", Kind.TEXT);
        Form process = Form.in(Place.QUERY).needs("taskID", Kind.NUMBER);
        return List.of(
                Endpoint.write("POST", "/api/v1/offline/download", create, this::create),
                Endpoint.read("GET", "/api/v1/offline/download/process", process, this::process));
    }

    private Object create(Call call) {
        Args args = call.args();
        URI source = address(args.text("url"), "url");
        if (!args.text("callBackUrl").isEmpty()) {
            address(args.text("callBackUrl"), "callBackUrl");
        }
        String name = Names.check(args.text("fileName").isEmpty() ? lastPart(source) : args.text("fileName"));
        Drive drive = call.account().drive();
        long folder = args.number("dirID", -1);
        if (folder == 0) {
            throw Refusal.parameter("dirID");
        }
        if (folder < 0) {
            folder = drive.topFolder(Documented.OFFLINE_FOLDER).id();
        }
        drive.requireFolder(folder);
        long task = downloads.add(call.account().uid(), source, name, folder, args.text("callBackUrl"));
        return new Task(task);
    }

    private static URI address(String text, String name) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // rejected below
        }
        throw Refusal.parameter(name);
    }

    private static String lastPart(URI source) {
        String path = source.getPath() == null ? "" : source.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? Invented.OFFLINE_NAME : name;
    }

    private Object process(Call call) {
        int status = downloads.status(call.account().uid(), call.args().number("taskID"));
        return new Progress(status == OfflineDownloads.DONE ? 100 : 0, status);
    }
}
