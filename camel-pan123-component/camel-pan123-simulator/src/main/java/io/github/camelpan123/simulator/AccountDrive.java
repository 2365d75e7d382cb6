package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.DriveQuery;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.Video;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import io.github.camelpan123.simulator.upload.Spool;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and fills the drive and the transcode space of one account from Java, without API calls. A path starts with a
 * slash and identifies an entry outside the recycle bin.
 */
public final class AccountDrive {
    private final Account account;
    private final Uploads uploads;
    private final TimeSource time;

    AccountDrive(Account account, Uploads uploads, TimeSource time) {
        this.account = account;
        this.uploads = uploads;
        this.time = time;
    }

    /**
     * Returns the UID of the account.
     *
     * @return as in {@code user/info}
     */
    public long uid() {
        return account.uid();
    }

    /**
     * Adds a folder and its missing parents.
     *
     * @param path for example {@code /videos/2024}
     * @return its ID; the existing ID if the folder already exists
     */
    public long addFolder(String path) {
        return account.drive().addFolders(0, names(path));
    }

    /**
     * Adds a file and its missing parent folders. Replaces an existing file of that name.
     *
     * @param path for example {@code /videos/a.mp4}
     * @param content its bytes
     * @return its ID
     */
    public long addFile(String path, byte[] content) {
        return addFile(path, new ByteArrayInputStream(content));
    }

    /**
     * Adds a file and its missing parent folders. Replaces an existing file of that name.
     *
     * @param path for example {@code /videos/a.mp4}
     * @param content a file to copy
     * @return its ID
     */
    public long addFile(String path, Path content) {
        try {
            return addFile(path, Files.newInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long addFile(String path, InputStream content) {
        List<String> folders = new ArrayList<>(names(path));
        String name = folders.remove(folders.size() - 1);
        long parent = account.drive().addFolders(0, folders);
        return account.drive()
                .addFile(parent, name, keep(content), Drive.OVERWRITE)
                .id();
    }

    private ContentKey keep(InputStream content) {
        try (content;
                Spool spool = new Spool(uploads.contents())) {
            return spool.keep(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds a file or folder.
     *
     * @param path for example {@code /videos/a.mp4}
     * @return empty if there is none outside the recycle bin; the file if a folder and a file have this name
     */
    public Optional<Entry> find(String path) {
        Entry found = null;
        long parent = 0;
        for (String name : names(path)) {
            if (found != null && !found.folder()) {
                return Optional.empty();
            }
            Entry file = account.drive().child(parent, name, false);
            found = file != null ? file : account.drive().child(parent, name, true);
            if (found == null) {
                return Optional.empty();
            }
            parent = found.id();
        }
        return Optional.ofNullable(found);
    }

    /**
     * Finds an entry of the drive or the transcode space, including the recycle bin.
     *
     * @param id its ID
     * @return empty if there is none
     */
    public Optional<Entry> get(long id) {
        Entry entry = account.drive().get(id);
        return Optional.ofNullable(
                entry != null ? entry : account.space().drive().get(id));
    }

    /**
     * Lists a folder without the recycle bin.
     *
     * @param path the folder; {@code /} is the root
     * @return in the order of IDs; empty if there is no such folder
     */
    public List<Entry> list(String path) {
        List<String> names = names(path);
        Optional<Entry> folder = find(path);
        if (!names.isEmpty() && folder.isEmpty()) {
            return List.of();
        }
        long parent = names.isEmpty() ? 0 : folder.get().id();
        return account.drive().list(DriveQuery.children(parent, 0, Integer.MAX_VALUE, entry -> !entry.trashed()));
    }

    /**
     * Returns the number of files and folders on the drive without the recycle bin.
     *
     * @return entries
     */
    public int count() {
        return account.drive()
                .list(DriveQuery.search(0, Integer.MAX_VALUE, entry -> !entry.trashed()))
                .size();
    }

    /**
     * Returns all entries of the drive, including the recycle bin.
     *
     * @return in the order of IDs
     */
    public List<Entry> all() {
        return account.drive().list(DriveQuery.search(0, Integer.MAX_VALUE, entry -> true));
    }

    /**
     * Returns the path of an entry of the drive.
     *
     * @param id its ID
     * @return its path, empty if there is none
     */
    public String path(long id) {
        return account.drive().path(id);
    }

    /**
     * Returns the content of a file.
     *
     * @param path for example {@code /videos/a.mp4}
     * @return all its bytes
     * @throws IllegalArgumentException if there is no such file
     */
    public byte[] content(String path) {
        Entry file = find(path).orElseThrow(() -> new IllegalArgumentException("no such file: " + path));
        try (InputStream in = uploads.contents().open(file.content(), 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves an entry to the recycle bin.
     *
     * @param path a file or folder
     */
    public void trash(String path) {
        find(path).ifPresent(entry -> account.drive().trash(List.of(entry.id())));
    }

    /**
     * Adds a video to the transcode space. Its resolutions are available at once.
     *
     * @param name for example {@code a.mp4}
     * @param content its bytes
     * @return its ID in the space
     */
    public long addVideo(String name, byte[] content) {
        Drive space = account.space().drive();
        long folder = account.space().folderId();
        long id = space.addFile(folder, name, keep(new ByteArrayInputStream(content)), Drive.SAME_NAME)
                .id();
        account.space().video(id);
        account.space().resolutionsKnown(id);
        return id;
    }

    /**
     * Sets what the platform will determine about a video.
     *
     * @param fileId its ID in the space
     * @param facts codec, length and possible resolutions
     */
    public void describeVideo(long fileId, VideoFacts facts) {
        account.space().describe(fileId, facts);
    }

    /**
     * Adds a video with finished transcodes to the transcode space.
     *
     * @param name for example {@code a.mp4}
     * @param content its bytes
     * @param resolutions for example {@code 720p}
     * @return its ID in the space
     */
    public long addFinishedTranscode(String name, byte[] content, String... resolutions) {
        long id = addVideo(name, content);
        for (String resolution : resolutions) {
            addTranscode(id, resolution, Duration.ZERO, Job.DONE);
        }
        return id;
    }

    /**
     * Adds a video with running transcodes to the transcode space.
     *
     * @param name for example {@code a.mp4}
     * @param content its bytes
     * @param length from now until they are finished
     * @param resolutions for example {@code 720p}
     * @return its ID in the space
     */
    public long addPendingTranscode(String name, byte[] content, Duration length, String... resolutions) {
        long id = addVideo(name, content);
        for (String resolution : resolutions) {
            addTranscode(id, resolution, length, Job.DONE);
        }
        return id;
    }

    /**
     * Adds a transcode to a video.
     *
     * @param fileId its ID in the space
     * @param resolution for example {@code 720p}
     * @param length from now until it is finished
     * @param outcome 3 to 254 failed, 255 done
     */
    public void addTranscode(long fileId, String resolution, Duration length, int outcome) {
        Video video = account.space().video(fileId);
        long now = time.millis();
        account.space().add(video, resolution.toLowerCase(Locale.ROOT), now, now + length.toMillis(), outcome);
    }

    /**
     * Returns the videos of the transcode space.
     *
     * @return in the order of IDs
     */
    public List<Entry> videos() {
        long folder = account.space().folderId();
        return account.space()
                .drive()
                .list(DriveQuery.children(folder, 0, Integer.MAX_VALUE, entry -> !entry.trashed()));
    }

    /**
     * Returns the transcode jobs of a video.
     *
     * @param fileId its ID in the space
     * @return in the order of their start; {@link Job#status} needs the time in milliseconds since 1970
     */
    public List<Job> transcodes(long fileId) {
        return account.space().jobs(account.space().video(fileId));
    }

    private static List<String> names(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash, not like " + path);
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
