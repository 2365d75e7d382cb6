package io.github.camelpan123.benchmarks.transfers;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the calls of {@link DropServer}, in the platform's shapes, and counts them. */
final class DropDesk {

    /** An MD5 of the right form, of nothing. */
    static final String MD5 = "0123456789abcdef0123456789abcdef";

    private static final int SLICE = 16 << 20;
    /** How many files it knows: more than are under way at once, and few enough to run for as long as one likes. */
    private static final int LAST = 1 << 16;

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern FORM_FIELD =
            Pattern.compile("name=\"(filename|etag|size)\"[^\\n]*\\r\\n(?:[^\\r]+\\r\\n)*\\r\\n([^\\r]*)\\r\\n");

    private record Entry(String name, String etag, long size) {
        String json(long id, String idName, String parentName) {
            return "{\"" + idName + "\":" + id + ",\"filename\":\"" + name + "\",\"" + parentName
                    + "\":0,\"type\":0,\"etag\":\"" + etag + "\",\"size\":" + size
                    + ",\"category\":0,\"status\":0,\"trashed\":0}";
        }
    }

    private final String url;
    private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(LAST);
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong slices = new AtomicLong();
    private final AtomicLong sliceBytes = new AtomicLong();
    private final AtomicLong infos = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private volatile long sliceDelayNanos;

    DropDesk(String url) {
        this.url = url;
    }

    static String ok(String data) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":" + data + ",\"x-traceID\":\"\"}";
    }

    void sliceArrived(long bytes) {
        slices.incrementAndGet();
        sliceBytes.addAndGet(bytes);
        long end = System.nanoTime() + sliceDelayNanos;
        for (long left = sliceDelayNanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    String answer(String path, String body) {
        String call = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        return switch (call) {
            case "/api/v1/access_token" -> ok("{\"accessToken\":\"t\",\"expiredAt\":\"2100-01-01T00:00:00+08:00\"}");
            case "/upload/v2/file/create" -> create(body);
            case "/upload/v2/file/upload_complete" -> ok("{\"completed\":true,\"fileID\":" + number(body) + "}");
            case "/upload/v2/file/domain" -> ok("[\"" + url + "\"]");
            case "/upload/v2/file/single/create" -> single(body);
            case "/api/v1/file/infos" -> infos(body);
            case "/api/v1/file/detail" -> ok(entry(number(path.substring(call.length())), "fileID", "parentFileID"));
            case "/api/v1/file/download_info" -> {
                long id = number(path.substring(call.length()));
                yield ok("{\"downloadUrl\":\"" + url + "/content/" + known(id).size() + "\"}");
            }
            case "/control/file" -> {
                // ?<MD5>=<size>
                String md5 = path.substring(call.length() + 1, path.lastIndexOf('='));
                yield ok(Long.toString(add("file", md5, number(path.substring(call.length())))));
            }
            case "/control/delay" -> {
                sliceDelayNanos = number(path.substring(call.length())) * 1_000_000;
                yield ok("null");
            }
            case "/control/figures" -> ok("[" + slices + "," + sliceBytes + "," + infos + "," + others + "]");
            default -> "{\"code\":1,\"message\":\"this server does not know " + call + "\",\"data\":null}";
        };
    }

    private static long number(String text) {
        Matcher matcher = NUMBER.matcher(text.substring(text.lastIndexOf('=') + 1));
        if (!matcher.find()) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(matcher.group());
    }

    private long add(String name, String etag, long size) {
        long id = ids.incrementAndGet();
        entries.set((int) (id % LAST), new Entry(name, etag, size));
        return id;
    }

    private Entry known(long id) {
        return entries.get((int) (id % LAST));
    }

    private String create(String json) {
        others.incrementAndGet();
        long id = add(text(json, "filename"), text(json, "etag"), number(json.substring(json.indexOf("\"size\""))));
        return ok("{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"" + id + "\",\"sliceSize\":" + SLICE
                + ",\"servers\":[\"" + url + "\"]}");
    }

    private static String text(String json, String field) {
        int from = json.indexOf('"' + field + "\":\"") + field.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    private String single(String form) {
        others.incrementAndGet();
        String name = "";
        String etag = "";
        long size = 0;
        Matcher field = FORM_FIELD.matcher(form);
        for (int i = 0; i < 3 && field.find(); i++) {
            switch (field.group(1)) {
                case "filename" -> name = field.group(2);
                case "etag" -> etag = field.group(2);
                default -> size = Long.parseLong(field.group(2));
            }
        }
        return ok("{\"fileID\":" + add(name, etag, size) + ",\"completed\":true}");
    }

    private String infos(String json) {
        infos.incrementAndGet();
        StringBuilder list = new StringBuilder();
        Matcher id = NUMBER.matcher(json);
        while (id.find()) {
            list.append(list.isEmpty() ? "" : ",").append(entry(Long.parseLong(id.group()), "fileId", "parentFileId"));
        }
        return ok("{\"fileList\":[" + list + "]}");
    }

    private String entry(long id, String idName, String parentName) {
        return known(id).json(id, idName, parentName);
    }
}
