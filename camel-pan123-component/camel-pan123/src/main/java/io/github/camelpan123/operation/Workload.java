package io.github.camelpan123.operation;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileCalls;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The numbers of files, folders and bytes that an estimate is about, and the calls that they need. */
final class Workload {

    private static final Pattern SEPARATORS = Pattern.compile("[,;&\\s]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,15}");

    /** The slice size in every sample (platform/calls.md, "Names and sizes"). */
    private static final long SLICE = 16L * 1024 * 1024;

    /**
     * The resolutions of a new video are not known at once (platform/calls.md, "Resolutions"), so each video is asked
     * about twice.
     */
    private static final int RESOLUTION_CALLS = 2;

    /** What can be counted. */
    enum Item {
        uploads,
        slicedUploads,
        uploadBytes,
        folders,
        lists,
        trashes,
        recovers,
        deletes,
        moves,
        renames,
        copies,
        downloads,
        downloadBytes,
        transcodes,
        bytesPerSecond
    }

    private final Map<Item, Long> counts = new EnumMap<>(Item.class);

    private Workload() {}

    /**
     * Reads a workload.
     *
     * @param body a map of names to numbers, or a text such as {@code uploads=1000,deletes=20}
     * @throws IllegalArgumentException for anything else; the message contains the known names
     */
    static Workload of(Object body) {
        Map<Object, Object> numbers = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            numbers.putAll(map);
        } else if (body instanceof CharSequence text && !text.toString().isBlank()) {
            for (String part : SEPARATORS.split(text.toString().strip())) {
                int end = Math.max(part.indexOf('='), part.indexOf(':'));
                numbers.put(end < 0 ? part : part.substring(0, end), end < 0 ? "" : part.substring(end + 1));
            }
        } else {
            throw new IllegalArgumentException("Nothing to estimate is named: the body is "
                    + (body == null ? "empty" : "a " + body.getClass().getName())
                    + "; send a map of counts, or a text such as uploads=1000,deletes=20. " + known());
        }
        Workload workload = new Workload();
        numbers.forEach((name, number) -> workload.counts.put(item(name), number(name, number)));
        return workload;
    }

    private static Item item(Object name) {
        return Arrays.stream(Item.values())
                .filter(item ->
                        item.name().equalsIgnoreCase(String.valueOf(name).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + BodySubjects.quoted(name) + "' cannot be estimated. " + known()));
    }

    private static String known() {
        return "Known are " + Arrays.toString(Item.values());
    }

    private static long number(Object name, Object number) {
        String text = String.valueOf(number).strip();
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(BodySubjects.quoted(name) + "=" + BodySubjects.quoted(number)
                    + " is not a number of files, folders or bytes; it must be a whole number, 0 or greater");
        }
        return Long.parseLong(text);
    }

    private long of(Item item) {
        return counts.getOrDefault(item, 0L);
    }

    /** Returns the bytes of all uploads and downloads. */
    long bytes() {
        return of(Item.uploadBytes) + of(Item.downloadBytes);
    }

    /** Returns the bytes per second that the connection transfers; 0 if unknown. */
    long bytesPerSecond() {
        return of(Item.bytesPerSecond);
    }

    /** Returns the calls that the component makes, if all of the work is waiting at once, so that batches are full. */
    Map<Api, Long> calls() {
        Map<Api, Long> calls = new EnumMap<>(Api.class);
        uploads(calls);
        changes(calls);
        add(calls, Api.MKDIR, of(Item.folders));
        add(calls, Api.FILE_LIST_V2, of(Item.lists));
        add(calls, Api.DOWNLOAD_INFO, of(Item.downloads));
        transcodes(calls);
        calls.values().removeIf(number -> number == 0);
        return calls;
    }

    /**
     * Returns the calls that are made one kind after the other, because deletions of one exchange are looked up, then
     * moved to the recycle bin, and then deleted. Empty without deletions.
     */
    Map<Api, Long> callsInTurn() {
        long deleted = batches(of(Item.deletes), FileCalls.BATCH);
        return deleted == 0
                ? Map.of()
                : Map.of(Api.FILE_INFOS, deleted, Api.FILE_TRASH, deleted, Api.FILE_DELETE, deleted);
    }

    /** The first video is imported at once, and the others together while that call is answered. */
    private static long imports(long videos) {
        return Math.min(1, videos) + batches(Math.max(0, videos - 1), FileCalls.BATCH);
    }

    private void uploads(Map<Api, Long> calls) {
        long single = of(Item.uploads);
        long sliced = of(Item.slicedUploads);
        add(calls, Api.UPLOAD_DOMAIN, Math.min(1, single));
        add(calls, Api.UPLOAD_SINGLE, single);
        add(calls, Api.UPLOAD_CREATE, sliced);
        add(calls, Api.UPLOAD_SLICE, sliced == 0 ? 0 : Math.max(sliced, batches(of(Item.uploadBytes), SLICE)));
        add(calls, Api.UPLOAD_COMPLETE, sliced);
        add(calls, Api.FILE_INFOS, batches(single + sliced, FileCalls.BATCH));
    }

    private void changes(Map<Api, Long> calls) {
        long deleted = batches(of(Item.deletes), FileCalls.BATCH);
        add(calls, Api.FILE_INFOS, deleted);
        add(calls, Api.FILE_TRASH, deleted + batches(of(Item.trashes), FileCalls.BATCH));
        add(calls, Api.FILE_DELETE, deleted);
        add(calls, Api.FILE_RECOVER, batches(of(Item.recovers), FileCalls.BATCH));
        add(calls, Api.FILE_MOVE, batches(of(Item.moves), FileCalls.BATCH));
        add(calls, Api.FILE_RENAME, batches(of(Item.renames), FileCalls.RENAME_BATCH));
        add(calls, Api.FILE_INFOS, batches(of(Item.copies), FileCalls.BATCH));
        add(calls, Api.FILE_COPY, of(Item.copies));
    }

    private void transcodes(Map<Api, Long> calls) {
        long videos = of(Item.transcodes);
        add(calls, Api.FILE_INFOS, batches(videos, FileCalls.BATCH));
        add(calls, Api.TRANSCODE_FOLDER_INFO, Math.min(1, videos));
        add(calls, Api.FILE_LIST_V2, 2 * batches(videos, FileCalls.BATCH));
        add(calls, Api.TRANSCODE_IMPORT, imports(videos));
        add(calls, Api.TRANSCODE_RESOLUTIONS, RESOLUTION_CALLS * videos);
        add(calls, Api.TRANSCODE_VIDEO, videos);
    }

    private static void add(Map<Api, Long> calls, Api api, long number) {
        calls.merge(api, number, Long::sum);
    }

    private static long batches(long items, long most) {
        return (items + most - 1) / most;
    }
}
