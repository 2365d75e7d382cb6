package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.drive.DriveRules;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of the simulator. The defaults suit tests. */
public final class SimulatorBuilder {
    Tier tier = Tier.FREE;
    Mode mode = Mode.STRICT;
    int port;
    int slicePort;
    int storagePort;
    int sliceServers = 1;
    final Map<String, String> clients = new LinkedHashMap<>();
    Path stateDirectory;
    int sliceSize = Documented.SLICE_SIZE;
    boolean limits = true;
    boolean tokenBucket;
    int mergePolls = 1;
    boolean notYetByCode = true;
    int resolutionPolls = 1;
    int zipPolls = 1;
    Duration transcodeTime = Duration.ofSeconds(1);
    Duration copyTime = DriveRules.USUAL.copyTime();
    boolean overwrittenToBin = DriveRules.USUAL.overwrittenToBin();
    boolean trashMarksContent = DriveRules.USUAL.trashMarksContent();
    boolean restoreEarlierTrashed = DriveRules.USUAL.restoreEarlierTrashed();
    boolean newestFirst;
    boolean driveIdAlias;
    boolean infosOfSpace = true;
    boolean keepContent = true;
    Duration tokenLife = Documented.TOKEN_LIFE;
    boolean https;
    boolean serversNamedHttp;
    TimeSource time = TimeSource.system();

    SimulatorBuilder() {}

    /**
     * Sets the column of the notice's limit table. It also determines whether {@code user/info} reports a VIP.
     *
     * @param value default {@link Tier#FREE}
     * @return this
     */
    public SimulatorBuilder tier(Tier value) {
        tier = value;
        return this;
    }

    /**
     * Sets how strictly the platform checks calls.
     *
     * @param value default {@link Mode#STRICT}
     * @return this
     */
    public SimulatorBuilder mode(Mode value) {
        mode = value;
        return this;
    }

    /**
     * Sets the port of the API.
     *
     * @param value 1 to 65535, or 0 (default) for a free one
     * @return this
     */
    public SimulatorBuilder port(int value) {
        port = between(value, 0, 65_535, "port");
        return this;
    }

    /**
     * Sets the port of the first upload server. The others use the following ports.
     *
     * @param value 1 to 65535, or 0 (default) for free ones
     * @return this
     */
    public SimulatorBuilder slicePort(int value) {
        slicePort = between(value, 0, 65_535, "slicePort");
        return this;
    }

    /**
     * Sets the port of the storage host: downloads, products, presigned uploads, direct links.
     *
     * @param value 1 to 65535, or 0 (default) for a free one
     * @return this
     */
    public SimulatorBuilder storagePort(int value) {
        storagePort = between(value, 0, 65_535, "storagePort");
        return this;
    }

    /**
     * Sets the number of upload servers, each with its own port.
     *
     * @param value 1 (default) to 16
     * @return this
     */
    public SimulatorBuilder sliceServers(int value) {
        sliceServers = between(value, 1, 16, "sliceServers");
        return this;
    }

    /**
     * Adds an account. By default there is one with a generated ID and secret, which remain the same in the same state
     * directory.
     *
     * @param clientId its client ID
     * @param clientSecret its secret
     * @return this
     */
    public SimulatorBuilder client(String clientId, String clientSecret) {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException("client id and secret must not be blank");
        }
        clients.put(clientId, clientSecret);
        return this;
    }

    /**
     * Sets the directory of the state. A later start with the same directory restores files, IDs and transcodes.
     *
     * @param value a directory, created if missing; default null for a temporary one that is removed at close
     * @return this
     */
    public SimulatorBuilder stateDirectory(Path value) {
        stateDirectory = value;
        return this;
    }

    /**
     * Sets the slice size of uploads.
     *
     * @param bytes 1 to 1 GiB, default 16 MiB
     * @return this
     */
    public SimulatorBuilder sliceSize(int bytes) {
        sliceSize = between(bytes, 1, 1 << 30, "sliceSize");
        return this;
    }

    /**
     * Sets whether calls per second are limited.
     *
     * @param value default true
     * @return this
     */
    public SimulatorBuilder limits(boolean value) {
        limits = value;
        return this;
    }

    /**
     * Sets whether limits are token buckets. The algorithm of the platform is unknown.
     *
     * @param value default false, a rolling window
     * @return this
     */
    public SimulatorBuilder tokenBucket(boolean value) {
        tokenBucket = value;
        return this;
    }

    /**
     * Sets how many calls to upload_complete (or, in V1, upload_async_result) answer "not yet" before the outcome.
     *
     * @param value 0 or more, default 1; with 0 the first call waits for the merge and answers with the outcome
     * @return this
     */
    public SimulatorBuilder mergePolls(int value) {
        mergePolls = between(value, 0, Integer.MAX_VALUE, "mergePolls");
        return this;
    }

    /**
     * Sets the form of the answer "not yet".
     *
     * @param code true (default) for the code 20103 that the live platform sends, false for the documented
     *     {@code completed:false}
     * @return this
     */
    public SimulatorBuilder notYetByCode(boolean code) {
        notYetByCode = code;
        return this;
    }

    /**
     * Sets how many calls to video/resolutions answer {@code IsGetResolution:true}.
     *
     * @param value 0 or more, default 1
     * @return this
     */
    public SimulatorBuilder resolutionPolls(int value) {
        resolutionPolls = between(value, 0, Integer.MAX_VALUE, "resolutionPolls");
        return this;
    }

    /**
     * Sets how many calls to file/download/all answer {@code isDownloading:true}.
     *
     * @param value 0 or more, default 1
     * @return this
     */
    public SimulatorBuilder zipPolls(int value) {
        zipPolls = between(value, 0, Integer.MAX_VALUE, "zipPolls");
        return this;
    }

    /**
     * Sets how long the transcode of one resolution takes.
     *
     * @param value zero or more, default one second
     * @return this
     */
    public SimulatorBuilder transcodeTime(Duration value) {
        transcodeTime = value;
        return this;
    }

    /**
     * Sets how long an asynchronous copy takes. It first waits (status 0), then runs (status 1), and its entries appear
     * one after the other.
     *
     * @param value zero or more, default one second; with zero, the copies are there when the call is answered
     * @return this
     */
    public SimulatorBuilder copyTime(Duration value) {
        copyTime = value;
        return this;
    }

    /**
     * Sets whether a file that an upload overwrites goes to the recycle bin, which is not documented.
     *
     * @param value default false: it is deleted
     * @return this
     */
    public SimulatorBuilder overwrittenToBin(boolean value) {
        overwrittenToBin = value;
        return this;
    }

    /**
     * Sets whether the content of a folder that goes to the recycle bin is marked as trashed, which is not documented.
     *
     * @param value default true; with false, only the folder is marked, and its content is found by ID and by search as
     *     if it were not in the bin
     * @return this
     */
    public SimulatorBuilder trashMarksContent(boolean value) {
        trashMarksContent = value;
        return this;
    }

    /**
     * Sets whether a folder that is restored from the recycle bin brings back what was trashed before it, in a call of
     * its own, which is not documented.
     *
     * @param value default true, under another name if its own is taken; with false, it stays in the recycle bin
     * @return this
     */
    public SimulatorBuilder restoreEarlierTrashed(boolean value) {
        restoreEarlierTrashed = value;
        return this;
    }

    /**
     * Sets the order of the list of files (V2), which is not documented.
     *
     * @param value false (default) for ascending IDs as in the samples, true for descending ones
     * @return this
     */
    public SimulatorBuilder newestFirst(boolean value) {
        newestFirst = value;
        return this;
    }

    /**
     * Sets whether the ID of a file on the drive also identifies the video that was imported from it, as one client
     * assumes.
     *
     * @param value default false
     * @return this
     */
    public SimulatorBuilder driveIdAlias(boolean value) {
        driveIdAlias = value;
        return this;
    }

    /**
     * Sets whether {@code infos} returns entries of the transcode space, which is not documented.
     *
     * @param value default true
     * @return this
     */
    public SimulatorBuilder infosOfSpace(boolean value) {
        infosOfSpace = value;
        return this;
    }

    /**
     * Sets whether contents are kept. Otherwise they cannot be downloaded, and for files with several slices only the
     * slices are verified.
     *
     * @param value default true
     * @return this
     */
    public SimulatorBuilder keepContent(boolean value) {
        keepContent = value;
        return this;
    }

    /**
     * Sets the lifetime of tokens.
     *
     * @param value default 30 days; clients log in again some minutes before the end
     * @return this
     */
    public SimulatorBuilder tokenLife(Duration value) {
        tokenLife = value;
        return this;
    }

    /**
     * Sets whether all ports use HTTPS, with a certificate for 127.0.0.1 and localhost that is created at the start.
     *
     * @param value default false
     * @return this
     */
    public SimulatorBuilder https(boolean value) {
        https = value;
        return this;
    }

    /**
     * Sets whether the creation of an upload names its servers with {@code http://} even if they use HTTPS, as in the
     * sample of the documentation. The call for upload hosts names them with their own scheme, as its sample does.
     *
     * @param value default false
     * @return this
     */
    public SimulatorBuilder serversNamedHttp(boolean value) {
        serversNamedHttp = value;
        return this;
    }

    /**
     * Sets the clock of limits, tokens, transcodes, asynchronous copies and URLs. Merges and delays use real time.
     *
     * @param value default the machine's time
     * @return this
     */
    public SimulatorBuilder clock(Clock value) {
        time = TimeSource.of(value);
        return this;
    }

    /**
     * Starts the platform.
     *
     * @return the running platform; must be closed
     * @throws IOException if a port is taken or the state directory cannot be used
     */
    public Pan123Simulator start() throws IOException {
        return Pan123Simulator.start(this);
    }

    private static int between(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
