package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.share.DirectLinks;
import java.util.List;

/** The calls for direct links (platform/calls.md, "Direct links"). */
public final class DirectLinkApi implements Group {
    private record Folder(String filename) {}

    private record Url(String url) {}

    private final DirectLinks directLinks;
    private final Links links;

    /**
     * Creates the group.
     *
     * @param directLinks the enabled folders
     * @param links returns the host
     */
    public DirectLinkApi(DirectLinks directLinks, Links links) {
        this.directLinks = directLinks;
        this.links = links;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form folder = Form.in(Place.BODY).needs("fileID", Kind.NUMBER);
        Form file = Form.in(Place.QUERY).needs("fileID", Kind.NUMBER);
        return List.of(
                Endpoint.write("POST", "/api/v1/direct-link/enable", folder, call -> set(call, true)),
                Endpoint.write("POST", "/api/v1/direct-link/disable", folder, call -> set(call, false)),
                Endpoint.read("GET", "/api/v1/direct-link/url", file, this::url),
                Endpoint.read(
                        "POST",
                        "/api/v1/direct-link/cache/refresh",
                        Form.in(Place.NOWHERE),
                        call -> java.util.Map.of()));
    }

    private Object set(Call call, boolean on) {
        Entry folder = call.account().drive().require(call.args().number("fileID"));
        if (!folder.folder()) {
            throw Refusal.parameter("fileID");
        }
        directLinks.set(folder.id(), on);
        return new Folder(folder.name());
    }

    private Object url(Call call) {
        Entry file = call.account().drive().require(call.args().number("fileID"));
        if (file.folder() || file.trashed()) {
            throw Refusal.noSuchFile();
        }
        if (!directLinks.covers(call.account().drive(), file)) {
            throw Refusal.failed(Invented.NO_DIRECT_LINK_TEXT);
        }
        String path =
                DownloadLinks.encode(call.account().drive().path(file.id())).replace("%2F", "/");
        return new Url(links.host() + "/direct/" + call.account().uid() + path);
    }
}
