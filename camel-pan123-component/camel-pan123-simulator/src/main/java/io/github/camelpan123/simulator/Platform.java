package io.github.camelpan123.simulator;

import com.sun.net.httpserver.HttpHandler;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.api.DirectLinkApi;
import io.github.camelpan123.simulator.api.DriveTranscodeApi;
import io.github.camelpan123.simulator.api.FileApi;
import io.github.camelpan123.simulator.api.Group;
import io.github.camelpan123.simulator.api.ListApi;
import io.github.camelpan123.simulator.api.ManageApi;
import io.github.camelpan123.simulator.api.OfflineApi;
import io.github.camelpan123.simulator.api.OldListApi;
import io.github.camelpan123.simulator.api.ShareApi;
import io.github.camelpan123.simulator.api.SliceApi;
import io.github.camelpan123.simulator.api.TranscodeApi;
import io.github.camelpan123.simulator.api.TranscodeResultApi;
import io.github.camelpan123.simulator.api.UploadApi;
import io.github.camelpan123.simulator.api.UploadV1Api;
import io.github.camelpan123.simulator.api.UserApi;
import io.github.camelpan123.simulator.drive.DriveRules;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.gateway.Books;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.gateway.Gateway;
import io.github.camelpan123.simulator.http.HttpPort;
import io.github.camelpan123.simulator.limits.LimitTable;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.offline.OfflineDownloads;
import io.github.camelpan123.simulator.share.DirectLinks;
import io.github.camelpan123.simulator.share.Shares;
import io.github.camelpan123.simulator.storage.Archives;
import io.github.camelpan123.simulator.storage.DirectFiles;
import io.github.camelpan123.simulator.storage.Downloads;
import io.github.camelpan123.simulator.storage.Players;
import io.github.camelpan123.simulator.storage.Products;
import io.github.camelpan123.simulator.storage.Puts;
import io.github.camelpan123.simulator.storage.Shelf;
import io.github.camelpan123.simulator.storage.StorageHost;
import io.github.camelpan123.simulator.storage.StoredFiles;
import io.github.camelpan123.simulator.store.ContentStore;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.tls.SelfSigned;
import io.github.camelpan123.simulator.tokens.TokenDesk;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.TranscodeSettings;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/** Creates the parts of the simulator, opens the ports, and closes everything. */
final class Platform implements AutoCloseable {
    private final StateDirectory state;
    private final Journal journal;
    private final ContentStore contents;
    private final Accounts accounts;
    private final Account first;
    private final Uploads uploads;
    private final Shares shares;
    private final DirectLinks directLinks;
    private final OfflineDownloads offline;
    private final SelfSigned certificate;
    private final Links links;
    private final LimitTable limits;
    private final Books books;
    private final List<String> sliceUrls = new ArrayList<>();
    private final List<HttpPort> ports = new ArrayList<>();
    private final Set<String> apiPaths = new TreeSet<>();
    private final Set<String> storagePaths = new TreeSet<>();

    private Platform(SimulatorBuilder settings, StateDirectory state) throws IOException {
        this.state = state;
        TimeSource time = settings.time;
        journal = Journal.in(state.journal());
        contents = new ContentStore(state.path(), settings.keepContent, state.temporary(), journal);
        limits = new LimitTable(settings.tier == Tier.VIP, settings.limits, settings.tokenBucket);
        links = new Links(time);
        TranscodeSettings transcode = new TranscodeSettings(
                settings.transcodeTime.toMillis(), settings.resolutionPolls, settings.zipPolls, settings.driveIdAlias);
        DriveRules rules = new DriveRules(
                settings.overwrittenToBin,
                settings.trashMarksContent,
                settings.restoreEarlierTrashed,
                settings.copyTime);
        Sequence ids = new Sequence("entries", journal);
        shares = new Shares(ids, journal);
        directLinks = new DirectLinks(journal);
        accounts = new Accounts(ids, journal, time, transcode, limits, rules);
        offline = new OfflineDownloads(contents, journal, accounts::area);
        uploads = new Uploads(contents, journal, accounts::area, time, settings.sliceSize, settings.mergePolls);
        TokenDesk tokens = new TokenDesk(time, settings.tokenLife, journal);
        journal.open();
        uploads.sweepDisk();
        offline.resume();
        Map<String, String> clients = settings.clients.isEmpty() ? state.generatedClient() : settings.clients;
        clients.forEach(accounts::add);
        first = accounts.byClient(clients.keySet().iterator().next());
        if (settings.https) {
            certificate = SelfSigned.create();
            certificate.writeTrustStore(state.trustStore());
        } else {
            certificate = null;
        }
        books = new Books(accounts, tokens, new FaultPlan(), new Troubles(time), new FigureBook(), time);
    }

    static Platform start(SimulatorBuilder settings) throws IOException {
        Platform platform = open(settings);
        try {
            platform.listen(settings);
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private static Platform open(SimulatorBuilder settings) throws IOException {
        StateDirectory state = StateDirectory.of(settings.stateDirectory);
        try {
            return new Platform(settings, state);
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private void listen(SimulatorBuilder settings) throws IOException {
        boolean strict = settings.mode == Mode.STRICT;
        SSLContext tls = certificate == null ? null : certificate.server();
        Clips clips = new Clips();
        StoredFiles files = new StoredFiles(contents);
        Map<String, Shelf> shelves = Map.of(
                "/download", new Downloads(links, accounts, files),
                "/direct", new DirectFiles(directLinks, accounts, files),
                "/put", new Puts(links, uploads, books.figures()),
                "/hls", new Products(links, clips),
                "/play", new Players(links, accounts, clips),
                "/a", new Archives(links, accounts, clips));
        storagePaths.addAll(shelves.keySet());
        HttpPort storage = open(settings.storagePort, "storage", tls, new StorageHost(shelves, books));
        links.host(storage.url());
        List<Endpoint> upload = new SliceApi(uploads, books.figures()).endpoints();
        for (int i = 1; i <= settings.sliceServers; i++) {
            int port = settings.slicePort == 0 ? 0 : settings.slicePort + i - 1;
            sliceUrls.add(open(port, "slice" + i, tls, new Gateway(upload, books, strict))
                    .url());
        }
        List<Group> groups = List.of(
                new UserApi(books.tokens(), books.time(), settings.tier == Tier.VIP),
                new ListApi(books.troubles(), settings.newestFirst),
                new OldListApi(books.troubles()),
                new FileApi(links, books.troubles(), settings.infosOfSpace),
                new ManageApi(),
                new UploadV1Api(uploads, links),
                new ShareApi(shares, books.troubles(), books.time()),
                new OfflineApi(offline),
                new DirectLinkApi(directLinks, links),
                new UploadApi(uploads, () -> sliceUrls, settings.serversNamedHttp, settings.notYetByCode),
                new TranscodeApi(books.troubles()),
                new TranscodeResultApi(links, clips, books.troubles(), books.time()),
                new DriveTranscodeApi(links, clips, books.time()));
        List<Endpoint> main = new ArrayList<>();
        groups.forEach(group -> main.addAll(group.endpoints()));
        main.forEach(endpoint -> apiPaths.add(endpoint.path()));
        upload.forEach(endpoint -> apiPaths.add(endpoint.path()));
        open(settings.port, "api", tls, new Gateway(main, books, strict));
    }

    private HttpPort open(int port, String name, SSLContext tls, HttpHandler handler) throws IOException {
        HttpPort opened = HttpPort.open(port, name, tls, handler);
        ports.add(opened);
        return opened;
    }

    String apiUrl() {
        return ports.get(ports.size() - 1).url();
    }

    List<String> sliceUrls() {
        return List.copyOf(sliceUrls);
    }

    Account firstAccount() {
        return first;
    }

    Accounts accounts() {
        return accounts;
    }

    Uploads uploads() {
        return uploads;
    }

    TokenDesk tokens() {
        return books.tokens();
    }

    FigureBook figures() {
        return books.figures();
    }

    FaultPlan faultPlan() {
        return books.faults();
    }

    Troubles troubles() {
        return books.troubles();
    }

    LimitTable limits() {
        return limits;
    }

    Links links() {
        return links;
    }

    /** Returns the paths of all APIs of the main host and the upload servers. */
    Set<String> apiPaths() {
        return apiPaths;
    }

    /** Returns what the storage host serves, by the first segment of the path. */
    Set<String> storagePaths() {
        return storagePaths;
    }

    /** Returns null without HTTPS. */
    SelfSigned certificate() {
        return certificate;
    }

    /** Returns null without HTTPS. */
    Path trustStore() {
        return certificate == null ? null : state.trustStore();
    }

    TimeSource time() {
        return books.time();
    }

    @Override
    public void close() {
        for (int i = ports.size() - 1; i >= 0; i--) {
            ports.get(i).close();
        }
        offline.close();
        uploads.close();
        try {
            journal.close();
        } catch (IOException e) {
            // each line was flushed when it was written
        }
        state.close();
    }
}
