package io.github.camelpan123.simulator.transcode;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The transcode space of one account (platform/calls.md, "Transcode space"): its folder, its videos and their jobs. */
public final class TranscodeSpace {
    /** The kind of a {@link Video} in the journal. */
    public static final String VIDEO = "video";
    /** The kind of a {@link Job} in the journal. */
    public static final String JOB = "job";

    /** The facts of every video, unless a test describes it otherwise. */
    private static final VideoFacts USUAL = new VideoFacts(Invented.CODEC, Invented.VIDEO_SECONDS, Clips.RESOLUTIONS);

    private final long uid;
    private final Drive drive;
    private final Journal journal;
    private final TranscodeSettings settings;
    private final Map<Long, Video> videos = new HashMap<>();
    private final Map<Long, Long> bySource = new HashMap<>();
    private final Jobs jobs;
    private final Map<Long, Integer> resolutionPolls = new HashMap<>();
    private final Map<Long, Integer> zipPolls = new HashMap<>();

    /**
     * Creates an empty space.
     *
     * @param uid the account
     * @param drive its entries
     * @param ids generates IDs
     * @param journal records every change
     * @param time the clock
     * @param settings the durations of transcoding
     */
    public TranscodeSpace(
            long uid, Drive drive, Sequence ids, Journal journal, TimeSource time, TranscodeSettings settings) {
        this.uid = uid;
        this.drive = drive;
        this.journal = journal;
        this.settings = settings;
        this.jobs = new Jobs(uid, ids, journal, time);
    }

    /**
     * Restores a video of an earlier run.
     *
     * @param video as journalled
     */
    public synchronized void restore(Video video) {
        videos.put(video.fileId(), video);
        bySource.put(video.sourceId(), video.fileId());
        // the resolutions were known before the restart, or will be queried again
        resolutionPolls.put(video.fileId(), 0);
    }

    /**
     * Restores a job of an earlier run.
     *
     * @param job as journalled
     */
    public synchronized void restore(Job job) {
        jobs.restore(job);
    }

    /**
     * Returns the entries of the space.
     *
     * @return a separate drive
     */
    public Drive drive() {
        return drive;
    }

    /**
     * Returns the folder of the videos (platform/calls.md, "Transcode folder").
     *
     * @return its ID
     */
    public long folderId() {
        return drive.topFolder(Documented.TRANSCODE_FOLDER).id();
    }

    /**
     * Imports a file (platform/calls.md, "Import").
     *
     * @param source a file of the drive
     * @return the new entry in the space
     * @throws Refusal if it is not a video
     */
    public synchronized Entry importFile(Entry source) {
        requireVideo(source);
        Entry entry = drive.addFile(folderId(), source.name(), source.content(), Drive.SAME_NAME);
        put(new Video(uid, entry.id(), source.id(), entry.name(), entry.etag(), entry.size(), USUAL));
        return entry;
    }

    /**
     * Checks that an entry can be transcoded.
     *
     * @param entry a file or folder
     * @throws Refusal if it is not a video
     */
    public static void requireVideo(Entry entry) {
        if (entry.folder() || entry.category() != Documented.VIDEO) {
            throw Refusal.failed(Invented.NOT_A_VIDEO_TEXT);
        }
    }

    private void put(Video video) {
        videos.put(video.fileId(), video);
        bySource.put(video.sourceId(), video.fileId());
        journal.write(VIDEO, video.fileId(), video);
    }

    /**
     * Sets what the platform will determine about a video.
     *
     * @param fileId its ID in the space
     * @param facts used instead of the data of its content
     */
    public synchronized void describe(long fileId, VideoFacts facts) {
        Video video = video(fileId);
        put(new Video(uid, video.fileId(), video.sourceId(), video.name(), video.etag(), video.size(), facts));
    }

    /**
     * Returns a video.
     *
     * @param fileId its ID in the space
     * @return the video
     * @throws Refusal 5066 if there is none
     */
    public synchronized Video video(long fileId) {
        Video video = videos.get(fileId);
        if (video == null && settings.driveIdAlias() && bySource.containsKey(fileId)) {
            video = videos.get(bySource.get(fileId));
        }
        if (video == null) {
            video = uploaded(fileId);
        }
        return video;
    }

    /**
     * Returns the videos that were imported from a file of the drive.
     *
     * @param sourceId the file's ID on the drive
     * @return the oldest first
     */
    public synchronized List<Video> importedFrom(long sourceId) {
        return videos.values().stream()
                .filter(video -> video.sourceId() == sourceId)
                .sorted(Comparator.comparingLong(Video::fileId))
                .toList();
    }

    /** Registers a video that was uploaded into the folder, at its first use. */
    private Video uploaded(long fileId) {
        Entry entry = drive.require(fileId);
        requireVideo(entry);
        Video video = new Video(uid, fileId, 0, entry.name(), entry.etag(), entry.size(), USUAL);
        put(video);
        return video;
    }

    /**
     * Whether the resolutions are known (platform/calls.md, "Resolutions"). Every call counts as a query.
     *
     * @param video the video
     * @return false while they are being determined
     */
    public synchronized boolean askResolutions(Video video) {
        int left = resolutionPolls.getOrDefault(video.fileId(), settings.resolutionPolls());
        resolutionPolls.put(video.fileId(), Math.max(0, left - 1));
        return left == 0;
    }

    /**
     * Makes the resolutions known without a query.
     *
     * @param fileId the video
     */
    public synchronized void resolutionsKnown(long fileId) {
        resolutionPolls.put(fileId, 0);
    }

    /**
     * Whether the archive is complete (platform/calls.md, "Download an archive"). Every call counts as a query.
     *
     * @param video the video
     * @return false while it is being created
     */
    public synchronized boolean askZip(Video video) {
        int left = zipPolls.getOrDefault(video.fileId(), settings.zipPolls());
        zipPolls.put(video.fileId(), left == 0 ? settings.zipPolls() : left - 1);
        return left == 0;
    }

    /**
     * Returns the jobs of a video.
     *
     * @param video the video
     * @return in the order of their IDs
     */
    public synchronized List<Job> jobs(Video video) {
        return jobs.of(video);
    }

    /**
     * Checks what {@link #start} would refuse (platform/calls.md, "Start a transcode").
     *
     * @param video the video
     * @param resolutions in lower case
     */
    public synchronized void checkStart(Video video, Set<String> resolutions) {
        if (resolutionPolls.getOrDefault(video.fileId(), settings.resolutionPolls()) > 0) {
            throw Refusal.failed(Invented.RESOLUTIONS_UNKNOWN_TEXT);
        }
        jobs.checkStart(video, resolutions);
    }

    /**
     * Starts jobs, all or none (platform/calls.md, "Start a transcode").
     *
     * @param video the video
     * @param outcomes the final status by resolution in lower case
     */
    public synchronized void start(Video video, Map<String, Integer> outcomes) {
        checkStart(video, outcomes.keySet());
        jobs.start(video, outcomes, settings.millis());
    }

    /**
     * Adds a job without any check.
     *
     * @param video the video
     * @param resolution in lower case
     * @param startedAt milliseconds since 1970
     * @param finalAt milliseconds since 1970
     * @param outcome 3 to 254 failed, 255 done
     */
    public synchronized void add(Video video, String resolution, long startedAt, long finalAt, int outcome) {
        jobs.add(video, resolution, startedAt, finalAt, outcome);
    }

    /**
     * Returns the resolutions that are running or done (platform/calls.md, "Resolutions").
     *
     * @param video the video
     * @return in lower case, largest first as in the sample
     */
    public synchronized List<String> nowOrFinished(Video video) {
        return jobs.nowOrFinished(video);
    }

    /**
     * Returns the newest job of every resolution.
     *
     * @param video the video
     * @return the job by resolution, in the order of the first starts
     */
    public synchronized Map<String, Job> current(Video video) {
        return jobs.current(video);
    }

    /**
     * Returns the resolutions that are done.
     *
     * @param video the video
     * @return in lower case, largest first
     */
    public synchronized List<String> doneResolutions(Video video) {
        return jobs.doneResolutions(video);
    }

    /**
     * Returns a finished job.
     *
     * @param video the video
     * @param resolution in any letter case
     * @return the job
     * @throws Refusal if there is none
     */
    public synchronized Job done(Video video, String resolution) {
        return jobs.done(video, resolution.toLowerCase(Locale.ROOT));
    }

    /**
     * Deletes a video (platform/calls.md, "Delete a transcode").
     *
     * @param video the video
     * @param products whether the products are deleted in addition to the original
     */
    public synchronized void delete(Video video, boolean products) {
        drive.drop(video.fileId());
        if (products) {
            videos.remove(video.fileId());
            bySource.remove(video.sourceId(), video.fileId());
            resolutionPolls.remove(video.fileId());
            zipPolls.remove(video.fileId());
            journal.forget(VIDEO, video.fileId());
            jobs.delete(video);
        }
    }

    /**
     * Finds a video by the name in its play URL (platform/calls.md, "Transcode record").
     *
     * @param stem its name without the extension
     * @param extension in lower case
     * @return the newest one of that name, or null
     */
    public synchronized Video byName(String stem, String extension) {
        Video found = null;
        for (Video video : videos.values()) {
            boolean same = video.name().equalsIgnoreCase(stem + "." + extension);
            if (same && (found == null || video.fileId() > found.fileId())) {
                found = video;
            }
        }
        return found;
    }
}
