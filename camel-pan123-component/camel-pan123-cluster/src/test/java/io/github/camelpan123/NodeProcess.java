package io.github.camelpan123;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileOrder;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.cluster.TestEngines;
import io.github.camelpan123.support.Futures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A node in a process of its own, which makes calls of all sixteen business limits of the notice all the time. What the
 * platform answers does not matter, because it counts every call.
 */
public final class NodeProcess {

    /** Calls of each limit that wait or are under way. */
    private static final int UNDER_WAY = 6;

    private static final List<Long> NONE = List.of(4_000_000_000L);

    private static volatile boolean stopping;

    private NodeProcess() {}

    /** The calls by their path, and how many a second a free account and a member may make. */
    public record Row(double free, double vip, Supplier<ApiCall<?>> call) {}

    /** Returns the sixteen rows. */
    public static Map<String, Row> rows() {
        long none = NONE.get(0);
        return Map.ofEntries(
                Map.entry("/api/v1/user/info", new Row(10, 10, AccountCalls::userInfo)),
                Map.entry("/api/v1/file/move", new Row(3, 10, () -> FileCalls.move(NONE, 0))),
                Map.entry("/api/v1/file/delete", new Row(1, 10, () -> FileCalls.delete(NONE))),
                Map.entry(
                        "/api/v1/file/list",
                        new Row(
                                0.2,
                                10,
                                () -> FileCalls.listOrdered(0, 0, 10, new FileOrder("file_name", false, false, "")))),
                Map.entry("/api/v2/file/list", new Row(5, 10, () -> FileCalls.list(0, 0, 10))),
                Map.entry("/upload/v1/file/mkdir", new Row(5, 20, () -> FileCalls.mkdir(none, "x"))),
                Map.entry("/api/v1/transcode/folder/info", new Row(20, 20, TranscodeCalls::folderInfo)),
                Map.entry(
                        "/api/v1/transcode/upload/from_cloud_disk",
                        new Row(1, 1, () -> TranscodeCalls.importFromDrive(NONE))),
                Map.entry("/api/v1/transcode/delete", new Row(10, 10, () -> TranscodeCalls.delete(none, false))),
                Map.entry("/api/v1/transcode/video/resolutions", new Row(1, 1, () -> TranscodeCalls.resolutions(none))),
                Map.entry(
                        "/api/v1/transcode/video",
                        new Row(3, 3, () -> TranscodeCalls.start(none, "H.264", 1, List.of("480P")))),
                Map.entry("/api/v1/transcode/video/record", new Row(20, 20, () -> TranscodeCalls.record(none))),
                Map.entry("/api/v1/transcode/video/result", new Row(20, 20, () -> TranscodeCalls.result(none))),
                Map.entry("/api/v1/transcode/file/download", new Row(10, 10, () -> TranscodeCalls.original(none))),
                Map.entry(
                        "/api/v1/transcode/m3u8_ts/download",
                        new Row(20, 20, () -> TranscodeCalls.playlist(none, "480P"))),
                Map.entry(
                        "/api/v1/transcode/file/download/all",
                        new Row(1, 1, () -> TranscodeCalls.archive(none, "x.zip"))));
    }

    /**
     * Starts, says so, and makes calls from a line of the standard input to its end.
     *
     * @param args base URL, client id, secret, tier, kind of the engine, and what {@link TestEngines#open} needs
     */
    public static void main(String[] args) throws Exception {
        ClusterType type = ClusterType.valueOf(args[4]);
        Object engine = TestEngines.open(type, Arrays.asList(args).subList(5, args.length));
        Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.getRegistry().bind("myEngine", engine);
            Pan123Component component = new Pan123Component();
            component.getConfiguration().setBaseUrl(args[0]);
            component.getConfiguration().setClientId(args[1]);
            component.getConfiguration().setClientSecret(args[2]);
            component.getConfiguration().setTier(Tier.valueOf(args[3]));
            component.setCluster(type);
            component.setClusterEngine(engine);
            component.setClusterNodes(4);
            context.addComponent("pan123", component);
            context.start();
            AccountBinding binding = component.enterAccount(component.getConfiguration());
            System.out.println("ready");
            System.in.read();
            AccountLease account = binding.account();
            for (Row row : rows().values()) {
                for (int i = 0; i < UNDER_WAY; i++) {
                    next(account, row, failures);
                }
            }
            while (System.in.read() >= 0) {
                // until the other process ends or says so
            }
            stopping = true;
        }
        System.out.println("failures " + failures);
        if (engine instanceof HazelcastInstance) {
            Hazelcast.shutdownAll();
        }
        System.exit(0);
    }

    private static void next(AccountLease account, Row row, Map<String, LongAdder> failures) {
        if (stopping) {
            return;
        }
        account.call(row.call().get()).whenCompleteAsync((answer, failure) -> {
            if (failure != null && !stopping) {
                failures.computeIfAbsent(Futures.unwrap(failure).getClass().getSimpleName(), name -> new LongAdder())
                        .increment();
            }
            next(account, row, failures);
        });
    }
}
