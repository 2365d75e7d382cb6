package io.github.camelpan123.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The parsed options of the command line.
 *
 * @param builder with all options applied
 * @param help whether to print the help text instead
 */
record CommandLine(SimulatorBuilder builder, boolean help) {
    static final String HELP = """
            Usage: java -jar camel-pan123-simulator-<version>-all.jar [switches]

            The 123pan open platform on your own machine, bound to 127.0.0.1.

              --port <n>                  port of the API (default 1230; 0 takes a free one)
              --slice-port <n>            port of the first upload server (0: free ones)
              --storage-port <n>          port of downloads and presigned uploads (0: a free one)
              --slice-servers <n>         upload servers, each on a port of its own (1)
              --client <id>:<secret>      an account; may come several times (one generated account)
              --state <directory>         keep files, ids and transcodes here (a temporary directory)
              --tier free|vip             which column of the notice's limits (free)
              --mode strict|lenient       documented forms only, or what existing clients rely on (strict)
              --no-limits                 no limits of calls per second
              --token-bucket              token buckets in place of rolling windows
              --slice-size <bytes>        slice size that uploads are told (16777216)
              --merge-polls <n>           "not yet" answers before an upload is finished (1)
              --merge-completed-false     say "not yet" by completed:false, not by code 20103
              --resolution-polls <n>      "not yet" answers before resolutions are known (1)
              --zip-polls <n>             "not yet" answers before an archive is built (1)
              --transcode-time <seconds>  from start to end of a transcode (5)
              --copy-time <seconds>       from start to end of an asynchronous copy (1)
              --overwritten-to-bin        an overwritten file goes to the recycle bin
              --content-not-trashed       a trashed folder does not mark its content
              --earlier-trashed-stays     a restored folder leaves what was trashed before it in the bin
              --newest-first              lists show the highest ids first
              --drive-id-alias            the drive's id also names an imported video
              --no-infos-of-space         infos does not know the entries of the transcode space
              --drop-content              do not keep contents
              --token-days <n>            life of a token (30)
              --https                     HTTPS with a certificate made at the start
              --servers-named-http        uploads are told http:// servers although they use HTTPS
              --help                      this text
            """;

    private static final int DEFAULT_PORT = 1230;
    private static final Duration DEFAULT_TRANSCODE_TIME = Duration.ofSeconds(5);

    static CommandLine parse(String[] arguments) {
        SimulatorBuilder builder = Pan123Simulator.builder().port(DEFAULT_PORT).transcodeTime(DEFAULT_TRANSCODE_TIME);
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            switch (name) {
                case "--help", "-h" -> {
                    return new CommandLine(builder, true);
                }
                case "--no-limits" -> builder.limits(false);
                case "--token-bucket" -> builder.tokenBucket(true);
                case "--merge-completed-false" -> builder.notYetByCode(false);
                case "--overwritten-to-bin" -> builder.overwrittenToBin(true);
                case "--content-not-trashed" -> builder.trashMarksContent(false);
                case "--earlier-trashed-stays" -> builder.restoreEarlierTrashed(false);
                case "--newest-first" -> builder.newestFirst(true);
                case "--drive-id-alias" -> builder.driveIdAlias(true);
                case "--no-infos-of-space" -> builder.infosOfSpace(false);
                case "--drop-content" -> builder.keepContent(false);
                case "--servers-named-http" -> builder.serversNamedHttp(true);
                case "--https" -> builder.https(true);
                default -> {
                    if (i + 1 == arguments.length || !name.startsWith("--")) {
                        throw new IllegalArgumentException("unknown or incomplete switch: " + name);
                    }
                    i++;
                    set(builder, name, arguments[i]);
                }
            }
        }
        return new CommandLine(builder, false);
    }

    private static void set(SimulatorBuilder builder, String name, String value) {
        switch (name) {
            case "--port" -> builder.port(number(name, value));
            case "--slice-port" -> builder.slicePort(number(name, value));
            case "--storage-port" -> builder.storagePort(number(name, value));
            case "--slice-servers" -> builder.sliceServers(number(name, value));
            case "--client" -> client(builder, value);
            case "--state" -> builder.stateDirectory(Path.of(value));
            case "--tier" -> builder.tier(choice(Tier.class, name, value));
            case "--mode" -> builder.mode(choice(Mode.class, name, value));
            case "--slice-size" -> builder.sliceSize(number(name, value));
            case "--merge-polls" -> builder.mergePolls(number(name, value));
            case "--resolution-polls" -> builder.resolutionPolls(number(name, value));
            case "--zip-polls" -> builder.zipPolls(number(name, value));
            case "--transcode-time" -> builder.transcodeTime(Duration.ofSeconds(number(name, value)));
            case "--copy-time" -> builder.copyTime(Duration.ofSeconds(number(name, value)));
            case "--token-days" -> builder.tokenLife(Duration.ofDays(number(name, value)));
            default -> throw new IllegalArgumentException("unknown switch: " + name);
        }
    }

    private static void client(SimulatorBuilder builder, String value) {
        int colon = value.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--client takes <id>:<secret>");
        }
        builder.client(value.substring(0, colon), value.substring(colon + 1));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, e);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " does not know " + value, e);
        }
    }
}
