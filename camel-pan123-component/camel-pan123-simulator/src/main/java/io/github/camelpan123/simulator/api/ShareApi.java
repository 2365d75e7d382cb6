package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.faults.Cursors;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.protocol.Times;
import io.github.camelpan123.simulator.share.Share;
import io.github.camelpan123.simulator.share.Shares;
import io.github.camelpan123.simulator.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The calls for share links. */
public final class ShareApi implements Group {
    private record Created(long shareID, String shareKey) {}

    private record Row(
            long shareId,
            String shareKey,
            String shareName,
            String expiration,
            int expired,
            String sharePwd,
            long trafficSwitch,
            long trafficLimitSwitch,
            long trafficLimit,
            long bytesCharge,
            long previewCount,
            long downloadCount,
            long saveCount) {}

    private record Page(List<Row> shareList, long lastShareId) {}

    private static final Set<Long> DAYS = Set.of(0L, 1L, 7L, 30L);
    private static final long DAY = 24L * 3600 * 1000;

    private final Shares shares;
    private final Troubles troubles;
    private final TimeSource time;

    /**
     * Creates the group.
     *
     * @param shares all share links
     * @param troubles may falsify cursors
     * @param time the clock
     */
    public ShareApi(Shares shares, Troubles troubles, TimeSource time) {
        this.shares = shares;
        this.troubles = troubles;
        this.time = time;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form create = traffic(Form.in(Place.BODY)
                .needs("shareName", Kind.TEXT)
                .needs("shareExpire", Kind.NUMBER)
                .needs("fileIDList", Kind.TEXT)
                .takes("sharePwd", Kind.TEXT));
        Form list = Form.in(Place.QUERY).needs("limit", Kind.NUMBER).takes("lastShareId", Kind.NUMBER);
        Form change = traffic(Form.in(Place.BODY).needs("shareIdList", Kind.NUMBERS));
        return List.of(
                Endpoint.write("POST", "/api/v1/share/create", create, this::create),
                Endpoint.read("GET", "/api/v1/share/list", list, this::list),
                Endpoint.write("PUT", "/api/v1/share/list/info", change, this::change));
    }

    private static Form traffic(Form form) {
        return form.takes("trafficSwitch", Kind.NUMBER)
                .takes("trafficLimitSwitch", Kind.NUMBER)
                .takes("trafficLimit", Kind.NUMBER);
    }

    private Object create(Call call) {
        Args args = call.args();
        long days = args.number("shareExpire");
        if (!DAYS.contains(days)) {
            throw Refusal.parameter("shareExpire");
        }
        if (args.text("shareName").isBlank()) {
            throw Refusal.parameter("shareName");
        }
        for (long id : ids(args.text("fileIDList"))) {
            if (call.account().drive().require(id).trashed()) {
                throw Refusal.noSuchFile();
            }
        }
        Share share = new Share(
                call.account().uid(),
                shares.nextId(),
                shares.newKey(),
                args.text("shareName"),
                days == 0 ? 0 : time.millis() + days * DAY,
                args.text("sharePwd"),
                args.text("fileIDList"),
                between(args, "trafficSwitch", 4),
                between(args, "trafficLimitSwitch", 2),
                args.number("trafficLimit", 0));
        shares.put(share);
        return new Created(share.id(), share.key());
    }

    private static List<Long> ids(String list) {
        List<Long> ids = new ArrayList<>();
        for (String id : list.split(",", -1)) {
            try {
                ids.add(Long.parseLong(id));
            } catch (NumberFormatException e) {
                throw Refusal.parameter("fileIDList");
            }
        }
        return FileApi.batch(ids, Documented.BATCH_LIMIT);
    }

    private static long between(Args args, String name, long most) {
        long value = args.number(name, 1);
        if (value < 1 || value > most) {
            throw Refusal.parameter(name);
        }
        return value;
    }

    private Object list(Call call) {
        int limit = ListApi.limit(call.args());
        long from = Math.max(0, call.args().number("lastShareId", 0));
        List<Share> found = shares.list(call.account().uid(), from, limit + 1);
        List<Row> rows = new ArrayList<>();
        for (Share share : found.subList(0, Math.min(limit, found.size()))) {
            rows.add(row(share));
        }
        long next = found.size() > limit ? found.get(limit).id() : Cursors.END;
        List<Long> shown = rows.stream().map(Row::shareId).toList();
        return new Page(rows, troubles.cursors().next(call.args().number("lastShareId", 0), shown, next, false));
    }

    private Row row(Share share) {
        boolean forever = share.expiresAt() == 0;
        return new Row(
                share.id(),
                share.key(),
                share.name(),
                forever ? Documented.FOREVER : Times.plain(share.expiresAt()),
                !forever && time.millis() >= share.expiresAt() ? 1 : 0,
                share.password(),
                share.trafficSwitch(),
                share.trafficLimitSwitch(),
                share.trafficLimit(),
                0,
                0,
                0,
                0);
    }

    private Object change(Call call) {
        Args args = call.args();
        List<Share> changed = new ArrayList<>();
        for (long id : FileApi.batch(args.numbers("shareIdList"), Documented.BATCH_LIMIT)) {
            Share share = shares.get(call.account().uid(), id);
            if (share == null) {
                throw Refusal.failed(Invented.NO_SHARE_TEXT);
            }
            changed.add(share.traffic(
                    args.has("trafficSwitch") ? between(args, "trafficSwitch", 4) : share.trafficSwitch(),
                    args.has("trafficLimitSwitch")
                            ? between(args, "trafficLimitSwitch", 2)
                            : share.trafficLimitSwitch(),
                    args.number("trafficLimit", share.trafficLimit())));
        }
        changed.forEach(shares::put);
        return null;
    }
}
