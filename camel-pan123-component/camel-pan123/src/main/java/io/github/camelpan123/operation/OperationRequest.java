package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.upload.UploadOptions;
import io.github.camelpan123.upload.UploadProgress;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.StringHelper;

/**
 * What an operation is asked to do, read from a message and the options of its endpoint. An Override header wins over
 * its option. Of what operations and consumers write, only the id of the file is ever read.
 */
public final class OperationRequest {

    /** Names the content that a body has, so that the platform may know it before a byte is read. */
    public static final String CONTENT_MD5 = "CamelPan123ContentMd5";

    private final Message message;
    private final OperationOptions options;
    private final UploadProgress progress;
    private final BooleanSupplier running;
    private final Set<String> read = new HashSet<>();

    /**
     * @param exchange whose message asks
     * @param options of the endpoint
     * @param progress told how an upload goes on
     * @param running false once what takes long should end, because whoever asked for it was stopped
     */
    public OperationRequest(
            Exchange exchange, OperationOptions options, UploadProgress progress, BooleanSupplier running) {
        this.message = exchange.getMessage();
        this.options = options;
        this.progress = progress;
        this.running = running;
    }

    /**
     * Refuses an endpoint whose options name one thing twice.
     *
     * @throws IllegalArgumentException naming both options
     */
    public static void requireNamedOnce(OperationOptions options) {
        for (List<Setting<?>> ways : List.of(Setting.SUBJECT, Setting.PARENT, Setting.TARGET)) {
            requireNamedOnce(options, ways);
        }
    }

    /** As {@link #requireNamedOnce}, of the folder that is listed. */
    public static void requireListedOnce(OperationOptions options) {
        requireNamedOnce(options, Setting.LISTED);
    }

    /** As {@link #requireNamedOnce}, of the folder that is created: by its path, or by its name and the one above. */
    public static void requireCreatedOnce(OperationOptions options) {
        for (Setting<?> way : Setting.NAMED_BELOW) {
            requireNamedOnce(options, List.of(Setting.PATH, way));
        }
    }

    /** The options that name the same thing as one of them, itself included. */
    public static Set<String> sameAs(String option) {
        return List.of(Setting.SUBJECT, Setting.PARENT, Setting.TARGET).stream()
                .filter(ways -> ways.stream().anyMatch(way -> way.option().equals(option)))
                .flatMap(List::stream)
                .map(Setting::option)
                .collect(Collectors.toSet());
    }

    private static void requireNamedOnce(OperationOptions options, List<Setting<?>> ways) {
        List<String> named = ways.stream()
                .filter(way -> way.of(options) != null)
                .map(Setting::option)
                .toList();
        requireOne("options", named);
    }

    private static void requireOne(String kind, List<String> named) {
        if (named.size() > 1) {
            throw new IllegalArgumentException(
                    "The " + kind + " " + String.join(" and ", named) + " name the same thing; set one of them");
        }
    }

    /** The Override headers, and the announced content, that were read; once only, so they go when all went well. */
    public Set<String> read() {
        return Set.copyOf(read);
    }

    /** What an Override header says. */
    <T> Optional<T> override(Setting<T> setting) {
        T value = setting.of(setting.header(), message.getHeader(setting.header()));
        if (value != null) {
            read.add(setting.header());
        }
        return Optional.ofNullable(value);
    }

    /** What the endpoint's option says. */
    <T> Optional<T> option(Setting<T> setting) {
        return Optional.ofNullable(setting.of(options));
    }

    /** What an Override header says, else the option. */
    <T> Optional<T> value(Setting<T> setting) {
        return override(setting).or(() -> option(setting));
    }

    /** Who says what {@link #value} is, for messages. */
    String named(Setting<?> setting) {
        return override(setting).isPresent() ? setting.header() : setting.option();
    }

    /**
     * The one of several ways to name a thing that an Override header uses, else the one that an option uses.
     *
     * @throws IllegalArgumentException when two headers, or two options, name it
     */
    Optional<Way> way(List<Setting<?>> ways) {
        return overridden(ways).or(() -> ofOption(ways));
    }

    /** As {@link #way}, of headers only. */
    Optional<Way> overridden(List<Setting<?>> ways) {
        List<Setting<?>> named =
                ways.stream().filter(way -> override(way).isPresent()).collect(Collectors.toList());
        requireOne("headers", named.stream().map(Setting::header).toList());
        return named.stream()
                .findFirst()
                .map(way -> new Way(way, way.header(), override(way).get()));
    }

    /** As {@link #way}, of options only. */
    Optional<Way> ofOption(List<Setting<?>> ways) {
        requireNamedOnce(options, ways);
        return ways.stream()
                .filter(way -> way.of(options) != null)
                .findFirst()
                .map(way -> new Way(way, way.option(), way.of(options)));
    }

    /**
     * How a thing is named.
     *
     * @param setting which way
     * @param name of the header or option
     * @param value what it says
     */
    record Way(Setting<?> setting, String name, Object value) {}

    /** The id that an operation or consumer before this one wrote. */
    Optional<Long> fileIdBefore() {
        return fileIdBefore(message);
    }

    static Optional<Long> fileIdBefore(Message message) {
        String header = ResultHeader.FILE_ID.header();
        return Optional.ofNullable(Setting.FILE_ID.of(header, message.getHeader(header)));
    }

    /** The body as it is; may be null. */
    Object body() {
        return message.getBody();
    }

    /** The body made a stream by Camel's converters; null when it cannot be one. */
    InputStream bodyAsStream() {
        return message.getBody(InputStream.class);
    }

    /** How a body of text becomes bytes: what Camel's header or property names, else UTF-8. */
    Charset charset() {
        String name = ExchangeHelper.getCharsetName(message.getExchange(), false);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Exchange.CHARSET_NAME + "=" + name + " is not the name of a charset, like UTF-8 or GBK", e);
        }
    }

    /** The name of what is written; an option is evaluated as the file component evaluates its own. */
    Optional<String> fileName() {
        return override(Setting.FILE_NAME).or(() -> option(Setting.FILE_NAME).map(this::evaluated));
    }

    private String evaluated(String name) {
        if (!StringHelper.hasStartToken(name, "simple")) {
            return name;
        }
        Exchange exchange = message.getExchange();
        Expression expression = exchange.getContext().resolveLanguage("file").createExpression(name);
        expression.init(exchange.getContext());
        String text = expression.evaluate(exchange, String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The option fileName=" + name + " is empty for this message");
        }
        return text;
    }

    /** Camel's own file name, a relative path in which a backslash, as on Windows, is a separator too. */
    Optional<DrivePath> camelFileName() {
        return storedAs().map(name -> DrivePath.parse(Exchange.FILE_NAME, name));
    }

    /** The same as it is written, but for the separators. */
    Optional<String> storedAs() {
        Object header = message.getHeader(Exchange.FILE_NAME);
        Object name = header instanceof Expression expression
                ? expression.evaluate(message.getExchange(), String.class)
                : header;
        return name == null || name.toString().isBlank()
                ? Optional.empty()
                : Optional.of(name.toString().replace('\\', '/'));
    }

    /** The MD5 that the content is said to have. */
    Optional<String> contentMd5() {
        Object md5 = message.getHeader(CONTENT_MD5);
        if (md5 == null || md5.toString().isBlank()) {
            return Optional.empty();
        }
        read.add(CONTENT_MD5);
        return Optional.of(md5.toString());
    }

    /** The length that Camel says the content has; what became of the content since is not considered. */
    OptionalLong camelFileLength() {
        Object length = message.getHeader(Exchange.FILE_LENGTH);
        if (length == null || length.toString().isBlank()) {
            return OptionalLong.empty();
        }
        long bytes = Setting.wholeNumber("The header " + Exchange.FILE_LENGTH, length);
        return bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** False once what takes long should end, because whoever asked for it was stopped. */
    boolean running() {
        return running.getAsBoolean();
    }

    /** Whether missing folders are created. */
    boolean createDirectories() {
        return options.createDirectories();
    }

    UploadOptions uploadOptions() {
        return options.upload().with(value(Setting.DUPLICATE).orElseThrow());
    }

    UploadProgress uploadProgress() {
        return progress;
    }

    DownloadOptions downloadOptions() {
        return options.download();
    }

    /** @throws IllegalArgumentException when options do not go together */
    ListOptions listOptions() {
        return options.list().get();
    }

    /** The maximum number of entries in a list; 0 for no limit. */
    int maxResults() {
        return options.maxResults();
    }

    /** Whether the products of a video are deleted with it. */
    boolean deleteProducts() {
        return options.deleteProducts();
    }

    /** The directory of the jobs that are started; empty for memory only. */
    Optional<Path> watchListDirectory() {
        return options.watchListDirectory();
    }

    /** The maximum duration of an import, of determining resolutions, of packing and of copying. */
    Duration jobTimeout() {
        return options.jobTimeout();
    }
}
