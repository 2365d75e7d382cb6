package io.github.camelpan123.simulator.transcode;

import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The transcode jobs of one space: which there are, and what of a video is running or done. Guarded by {@link TranscodeSpace}. */
final class Jobs {
    private final long uid;
    private final Sequence ids;
    private final Journal journal;
    private final TimeSource time;
    private final Map<Long, Map<Long, Job>> byVideo = new HashMap<>();

    /**
     * Creates an empty registry.
     *
     * @param uid the account
     * @param ids generates IDs
     * @param journal records every change
     * @param time the clock
     */
    Jobs(long uid, Sequence ids, Journal journal, TimeSource time) {
        this.uid = uid;
        this.ids = ids;
        this.journal = journal;
        this.time = time;
    }

    void restore(Job job) {
        byVideo.computeIfAbsent(job.fileId(), key -> new TreeMap<>()).put(job.id(), job);
    }

    List<Job> of(Video video) {
        return new ArrayList<>(byVideo.getOrDefault(video.fileId(), Map.of()).values());
    }

    void checkStart(Video video, Set<String> resolutions) {
        Set<String> taken = new HashSet<>(nowOrFinished(video));
        for (String resolution : resolutions) {
            if (!video.facts().resolutions().contains(resolution)) {
                throw Refusal.failed(Invented.BAD_RESOLUTION_TEXT);
            }
            if (taken.contains(resolution)) {
                throw Refusal.failed(Invented.RESOLUTION_DONE_TEXT);
            }
        }
    }

    void start(Video video, Map<String, Integer> outcomes, long millis) {
        long now = time.millis();
        outcomes.forEach((resolution, outcome) -> add(video, resolution, now, now + millis, outcome));
    }

    void add(Video video, String resolution, long startedAt, long finalAt, int outcome) {
        Job job = new Job(uid, ids.next(), video.fileId(), resolution, startedAt, finalAt, outcome);
        restore(job);
        journal.write(TranscodeSpace.JOB, job.id(), job);
    }

    List<String> nowOrFinished(Video video) {
        List<String> taken = new ArrayList<>();
        long now = time.millis();
        for (Job job : current(video).values()) {
            int status = job.status(now);
            if (status <= 2 || status == Job.DONE) {
                taken.add(job.resolution());
            }
        }
        taken.sort((a, b) -> Clips.RESOLUTIONS.indexOf(b) - Clips.RESOLUTIONS.indexOf(a));
        return taken;
    }

    Map<String, Job> current(Video video) {
        Map<String, Job> current = new LinkedHashMap<>();
        for (Job job : of(video)) {
            current.put(job.resolution(), job);
        }
        return current;
    }

    List<String> doneResolutions(Video video) {
        List<String> done = nowOrFinished(video);
        Map<String, Job> current = current(video);
        long now = time.millis();
        done.removeIf(resolution -> current.get(resolution).status(now) != Job.DONE);
        return done;
    }

    Job done(Video video, String resolution) {
        Job job = current(video).get(resolution);
        if (job == null || job.status(time.millis()) != Job.DONE) {
            throw Refusal.failed(Invented.NO_PRODUCT_TEXT);
        }
        return job;
    }

    void delete(Video video) {
        Map<Long, Job> gone = byVideo.remove(video.fileId());
        if (gone != null) {
            gone.keySet().forEach(id -> journal.forget(TranscodeSpace.JOB, id));
        }
    }
}
