package io.github.camelpan123;

import io.github.camelpan123.operation.ResultHeader;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.ExchangeBuilder;

/**
 * A platform with files that can be told apart, for tests of who says what an operation works on. Which file it worked
 * on is read from the requests that the platform got.
 */
final class MessageContract implements AutoCloseable {

    static final String STALE = "stale";

    /** What an operation works on. */
    enum Kind {
        FILE,
        /** A file whose folder has direct links. */
        LINKED,
        FOLDER,
        BINNED,
        VIDEO
    }

    /**
     * An operation that works on files.
     *
     * @param options that it needs besides
     * @param careful whether it changes or removes something, so that a body that contradicts an option is refused
     * @param several whether it takes more than one
     */
    record Subjected(String name, String options, Kind kind, boolean careful, boolean several) {

        private static Subjected reads(String name, Kind kind) {
            return new Subjected(name, "", kind, false, false);
        }

        private static Subjected changes(String name, String options, Kind kind, boolean several) {
            return new Subjected(name, options, kind, true, several);
        }

        String uri(String... more) {
            String all = String.join("&", List.of(options, String.join("&", more), "jobTimeout=120000"));
            return "pan123:" + name + "?" + all.replaceAll("&&+", "&").replaceAll("^&", "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Subjected> SUBJECTED = List.of(
            new Subjected("getFile", "", Kind.FILE, false, true),
            Subjected.changes("rename", "newName=renamed", Kind.FILE, false),
            Subjected.changes("move", "targetParentFileId=0", Kind.FILE, true),
            new Subjected("copy", "targetParentFileId=0", Kind.FILE, false, true),
            Subjected.changes("trash", "", Kind.FILE, true),
            Subjected.changes("recover", "", Kind.BINNED, true),
            Subjected.changes("delete", "", Kind.FILE, true),
            Subjected.reads("download", Kind.FILE),
            Subjected.reads("downloadUrl", Kind.FILE),
            new Subjected("transcodeImport", "", Kind.FILE, false, true),
            Subjected.reads("transcode", Kind.FILE),
            new Subjected("share", "shareName=s", Kind.FILE, false, true),
            Subjected.reads("directLink", Kind.LINKED),
            Subjected.changes("enableDirectLink", "", Kind.FOLDER, false),
            Subjected.changes("disableDirectLink", "", Kind.FOLDER, false),
            Subjected.reads("transcodeResolutions", Kind.VIDEO),
            Subjected.reads("transcodeStart", Kind.VIDEO),
            Subjected.reads("transcodeRecord", Kind.VIDEO),
            Subjected.reads("transcodeResult", Kind.VIDEO),
            Subjected.changes("transcodeDelete", "", Kind.VIDEO, false),
            Subjected.reads("transcodeDownload", Kind.VIDEO));

    /** Those that are about no file, or about a folder only that a target names. */
    static final Set<String> OTHERS = Set.of(
            "userInfo",
            "listFiles",
            "createDirectory",
            "upload",
            "transcodeSpace",
            "listShares",
            "offlineDownload",
            "offlineDownloadStatus",
            "estimate");

    /**
     * One file.
     *
     * @param path null for a video of the transcode space
     */
    record Candidate(long id, String path) {

        String folder() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** What the headers of a message become on their way. */
    enum Transport {
        AS_IT_IS,
        HEADERS_AS_TEXT,
        HEADERS_AS_BYTES,
        HEADERS_BLANK,
        HEADERS_GONE;

        /** Whether something of the headers arrives. */
        boolean heard() {
            return this != HEADERS_BLANK && this != HEADERS_GONE;
        }

        /** Returns what a header becomes; null if it is gone. */
        Object carried(Object value) {
            String text = String.valueOf(value).replaceAll("[\\[\\] ]", "");
            return switch (this) {
                case AS_IT_IS -> value;
                case HEADERS_AS_TEXT -> text;
                case HEADERS_AS_BYTES -> text.getBytes(StandardCharsets.UTF_8);
                case HEADERS_BLANK -> " ";
                case HEADERS_GONE -> null;
            };
        }

        void carry(Message message) {
            if (this == HEADERS_GONE) {
                message.getHeaders().clear();
            } else {
                message.getHeaders().replaceAll((name, value) -> carried(value));
            }
        }
    }

    final SimulatedPlatform platform;
    final AccountDrive drive;
    private final byte[] clip;
    private int folders;
    private long mark;

    MessageContract() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).zipPolls(0))
                .unhurried();
        drive = platform.simulator.drive();
        try (InputStream in = MessageContract.class.getResourceAsStream("/demo.mp4")) {
            clip = in.readAllBytes();
        }
    }

    /** A new one, in a folder of its own, so that its path is asked for. */
    Candidate candidate(Kind kind, String name) {
        String own = name + folders++;
        String path = "/" + own + "/" + own + ".mp4";
        return switch (kind) {
            case LINKED -> {
                long folder = drive.addFolder(path.substring(0, path.lastIndexOf('/')));
                platform.template.sendBody("pan123:enableDirectLink?fileId=" + folder, null);
                yield new Candidate(drive.addFile(path, clip), path);
            }
            case FILE -> new Candidate(drive.addFile(path, clip), path);
            case FOLDER -> new Candidate(drive.addFolder(path), path);
            case BINNED -> {
                Candidate file = new Candidate(drive.addFile(path, clip), path);
                drive.trash(path);
                yield file;
            }
            case VIDEO -> new Candidate(drive.addFinishedTranscode(own + ".mp4", clip, "720p"), null);
        };
    }

    byte[] clip() {
        return clip.clone();
    }

    /** Forgets what was asked for until now. */
    void mark() {
        mark = newest();
    }

    /** After which request the mark is. */
    long marked() {
        return mark;
    }

    /** The number of the newest request, 0 without any. */
    long newest() {
        List<RequestRecord> all = platform.simulator.figures().requests();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
    }

    /** Which of some ids the platform was asked about since the mark. */
    Set<Long> asked(Long... ids) {
        return askedAfter(mark, ids);
    }

    /** Which of some ids the platform was asked about after a request. */
    Set<Long> askedAfter(long number, Long... ids) {
        return named(number, request -> true, ids);
    }

    /** The same without looks at files, which change nothing. */
    Set<Long> doneAfter(long number, Long... ids) {
        return named(number, request -> !request.path().equals("/api/v1/file/infos"), ids);
    }

    private Set<Long> named(long number, Predicate<RequestRecord> counts, Long... ids) {
        Set<Long> asked = new TreeSet<>();
        for (RequestRecord request : platform.simulator.figures().requests()) {
            if (request.number() > number && counts.test(request)) {
                String text = request.query() + " " + request.body();
                for (long id : ids) {
                    if (Pattern.compile("(?<!\\d)" + id + "(?!\\d)")
                            .matcher(text)
                            .find()) {
                        asked.add(id);
                    }
                }
            }
        }
        return asked;
    }

    Exchange send(String uri, Object body, Map<String, Object> headers, Transport transport) {
        return platform.template.send(uri, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
            transport.carry(exchange.getMessage());
        });
    }

    /** All result headers, none of them true. */
    static Map<String, Object> staleResultHeaders() {
        Map<String, Object> headers = new HashMap<>();
        for (ResultHeader header : ResultHeader.values()) {
            if (header != ResultHeader.FILE_ID) {
                headers.put(header.header(), STALE);
            }
        }
        return headers;
    }

    /** The content that a body can be, which names nothing. */
    Object content(int number) throws IOException {
        return switch (number % 5) {
            case 0 -> "bytes".getBytes(StandardCharsets.UTF_8);
            case 1 -> new ByteArrayInputStream(new byte[] {1});
            case 2 -> new StringReader("reader");
            case 3 -> new java.io.File("pom.xml");
            default -> null;
        };
    }

    /** A body that names a file, in one of the ways to do so. */
    Object naming(Candidate file, int number) {
        return switch (number % 7) {
            case 0 -> file.id();
            case 1 -> Long.toString(file.id());
            case 2 -> file.path() == null ? (Object) file.id() : file.path();
            case 3 -> List.of(file.id());
            case 4 ->
                List.of(ExchangeBuilder.anExchange(platform.context)
                        .withBody(Long.toString(file.id()))
                        .build());
            case 5 ->
                List.of(ExchangeBuilder.anExchange(platform.context)
                        .withBody(new byte[] {1})
                        .withHeader(Pan123Constants.FILE_ID, file.id())
                        .build());
            default -> new io.github.camelpan123.api.Folder(file.id(), "");
        };
    }

    /** The header that names a file, in one of the ways to do so. */
    static Map<String, Object> header(Candidate file, int number) {
        return switch (number % 4) {
            case 0 -> Map.of(Pan123Constants.OVERRIDE_FILE_ID, file.id());
            case 1 -> Map.of(Pan123Constants.OVERRIDE_FILE_IDS, List.of(file.id()));
            case 2 -> Map.of(Pan123Constants.OVERRIDE_FILE_IDS, Long.toString(file.id()));
            default ->
                file.path() == null
                        ? Map.of(Pan123Constants.OVERRIDE_FILE_ID, Long.toString(file.id()))
                        : Map.of(Pan123Constants.OVERRIDE_PATH, file.path());
        };
    }

    /** The option that names a file, in one of the ways to do so. */
    static String option(Candidate file, int number) {
        return switch (number % 3) {
            case 0 -> "fileId=" + file.id();
            case 1 -> "fileIds=" + file.id();
            default -> file.path() == null ? "fileId=" + file.id() : "path=" + file.path();
        };
    }

    @Override
    public void close() {
        platform.close();
    }
}
