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
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.util.IOHelper;
import org.apache.camel.util.StringHelper;

/**
 * The input of an operation: a message and the options of its endpoint. An Override header precedes its option. Of the
 * headers set by operations and consumers, only the file ID is read.
 */
public final class OperationRequest {

    /**
     * The header with the expected MD5 of the body, which allows the platform to reuse a content that it already has.
     */
    public static final String CONTENT_MD5 = "CamelPan123ContentMd5";

    private final Message message;
    private final OperationOptions options;
    private final UploadProgress progress;
    private final BooleanSupplier running;
    private final Set<String> read = new HashSet<>();

    /**
     * @param exchange the exchange with the message
     * @param options the options of the endpoint
     * @param progress receives the progress of an upload
     * @param running false if long work must end, because the caller was stopped
     */
    public OperationRequest(
            Exchange exchange, OperationOptions options, UploadProgress progress, BooleanSupplier running) {
        this.message = exchange.getMessage();
        this.options = options;
        this.progress = progress;
        this.running = running;
    }

    /**
     * Checks that the options of an endpoint do not set the same file or folder twice.
     *
     * @throws IllegalArgumentException if two options do; the message contains both names
     */
    public static void requireNamedOnce(OperationOptions options) {
        for (List<OverrideHeader<?>> ways :
                List.of(OverrideHeader.SUBJECT, OverrideHeader.PARENT, OverrideHeader.TARGET)) {
            requireNamedOnce(options, ways);
        }
    }

    /** Checks, like {@link #requireNamedOnce}, that the folder to list is set once. */
    public static void requireListedOnce(OperationOptions options) {
        requireNamedOnce(options, OverrideHeader.LISTED);
    }

    /**
     * Checks, like {@link #requireNamedOnce}, that the folder to create is set once: by its path, or by its name and
     * parent.
     */
    public static void requireCreatedOnce(OperationOptions options) {
        for (OverrideHeader<?> way : OverrideHeader.NAMED_BELOW) {
            requireNamedOnce(options, List.of(OverrideHeader.PATH, way));
        }
    }

    /** Returns the options that serve the same purpose as an option, including that option. */
    public static Set<String> sameAs(String option) {
        return List.of(OverrideHeader.SUBJECT, OverrideHeader.PARENT, OverrideHeader.TARGET).stream()
                .filter(ways -> ways.stream().anyMatch(way -> way.option().equals(option)))
                .flatMap(List::stream)
                .map(OverrideHeader::option)
                .collect(Collectors.toSet());
    }

    private static void requireNamedOnce(OperationOptions options, List<OverrideHeader<?>> ways) {
        List<String> named = ways.stream()
                .filter(way -> way.of(options) != null)
                .map(OverrideHeader::option)
                .toList();
        requireOne("options", named);
    }

    private static void requireOne(String kind, List<String> named) {
        if (named.size() > 1) {
            throw new IllegalArgumentException(
                    "The " + kind + " " + String.join(" and ", named) + " name the same thing; set one of them");
        }
    }

    /**
     * Returns the Override headers, and the MD5 header, that were read. They are removed after a successful operation.
     */
    public Set<String> read() {
        return Set.copyOf(read);
    }

    /** Returns the value of the Override header. */
    <T> Optional<T> override(OverrideHeader<T> header) {
        T value = header.of(header.header(), message.getHeader(header.header()));
        if (value != null) {
            read.add(header.header());
        }
        return Optional.ofNullable(value);
    }

    /** Returns the value of the endpoint's option. */
    <T> Optional<T> option(OverrideHeader<T> header) {
        return Optional.ofNullable(header.of(options));
    }

    /** Returns the value of the Override header, or else that of the option. */
    <T> Optional<T> value(OverrideHeader<T> header) {
        return override(header).or(() -> option(header));
    }

    /** Returns the name of the header or option that {@link #value} is read from, for error messages. */
    String named(OverrideHeader<?> header) {
        return override(header).isPresent() ? header.header() : header.option();
    }

    /**
     * Returns the header or option that is used out of several with the same purpose. A header precedes an option.
     *
     * @throws IllegalArgumentException if two of the headers, or two of the options, are set
     */
    Optional<NamedValue> way(List<OverrideHeader<?>> ways) {
        return overridden(ways).or(() -> ofOption(ways));
    }

    /** Does the same as {@link #way}, for headers only. */
    Optional<NamedValue> overridden(List<OverrideHeader<?>> ways) {
        List<OverrideHeader<?>> named =
                ways.stream().filter(way -> override(way).isPresent()).collect(Collectors.toList());
        requireOne("headers", named.stream().map(OverrideHeader::header).toList());
        return named.stream()
                .findFirst()
                .map(way -> new NamedValue(way, way.header(), override(way).get()));
    }

    /** Does the same as {@link #way}, for options only. */
    Optional<NamedValue> ofOption(List<OverrideHeader<?>> ways) {
        requireNamedOnce(options, ways);
        return ways.stream()
                .filter(way -> way.of(options) != null)
                .findFirst()
                .map(way -> new NamedValue(way, way.option(), way.of(options)));
    }

    /**
     * A header or option that identifies a file or folder.
     *
     * @param header the header, or that of the option
     * @param name the name of the header or option
     * @param value the value
     */
    record NamedValue(OverrideHeader<?> header, String name, Object value) {}

    /** Returns the ID that the previous operation or consumer set. */
    Optional<Long> fileIdBefore() {
        return fileIdBefore(message);
    }

    static Optional<Long> fileIdBefore(Message message) {
        String header = ResultHeader.FILE_ID.header();
        return Optional.ofNullable(OverrideHeader.FILE_ID.of(header, message.getHeader(header)));
    }

    /** Returns the unconverted body; may be null. */
    Object body() {
        return message.getBody();
    }

    /** Returns the body, converted to a stream by Camel's converters; null if no converter exists. */
    InputStream bodyAsStream() {
        return message.getBody(InputStream.class);
    }

    /** Returns the charset for a text body: that of Camel's header or property, or else UTF-8. */
    Charset charset() {
        String name = charsetName();
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Exchange.CHARSET_NAME + "=" + name + " is not the name of a charset, like UTF-8 or GBK", e);
        }
    }

    private String charsetName() {
        // Camel's own conversion of bytes to text would look for this header again
        Object header = HeaderValue.of(message.getHeader(Exchange.CHARSET_NAME));
        String name = header == null
                ? message.getExchange().getProperty(ExchangePropertyKey.CHARSET_NAME, String.class)
                : header.toString();
        return name == null ? null : IOHelper.normalizeCharset(name);
    }

    /**
     * Returns the name of the file or folder to write. A value of the option is evaluated like the one of the file
     * component.
     */
    Optional<String> fileName() {
        return override(OverrideHeader.FILE_NAME)
                .or(() -> option(OverrideHeader.FILE_NAME).map(this::evaluated));
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

    /** Returns Camel's file name header, a relative path. A backslash is a separator too, as on Windows. */
    Optional<DrivePath> camelFileName() {
        return storedAs().map(name -> DrivePath.parse(Exchange.FILE_NAME, name));
    }

    /** Returns Camel's file name header as text, with slashes as separators. */
    Optional<String> storedAs() {
        Object header = message.getHeader(Exchange.FILE_NAME);
        Object name = HeaderValue.of(
                header instanceof Expression expression
                        ? expression.evaluate(message.getExchange(), String.class)
                        : header);
        return Optional.ofNullable(name).map(text -> text.toString().replace('\\', '/'));
    }

    /** Returns the expected MD5 of the content. */
    Optional<String> contentMd5() {
        Object md5 = HeaderValue.of(message.getHeader(CONTENT_MD5));
        if (md5 == null) {
            return Optional.empty();
        }
        read.add(CONTENT_MD5);
        return Optional.of(md5.toString());
    }

    /** Returns Camel's length header. The content may have changed since it was set. */
    OptionalLong camelFileLength() {
        Object length = HeaderValue.of(message.getHeader(Exchange.FILE_LENGTH));
        if (length == null) {
            return OptionalLong.empty();
        }
        long bytes = OverrideHeader.wholeNumber("The header " + Exchange.FILE_LENGTH, length);
        return bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** Returns false if long work must end, because the caller was stopped. */
    boolean running() {
        return running.getAsBoolean();
    }

    /** Whether missing folders are created. */
    boolean createDirectories() {
        return options.createDirectories();
    }

    UploadOptions uploadOptions() {
        return options.upload().with(value(OverrideHeader.DUPLICATE).orElseThrow());
    }

    UploadProgress uploadProgress() {
        return progress;
    }

    DownloadOptions downloadOptions() {
        return options.download();
    }

    /** @throws IllegalArgumentException if options contradict each other */
    ListOptions listOptions() {
        return options.list().get();
    }

    /** Returns the maximum number of entries in a list; 0 for no limit. */
    int maxResults() {
        return options.maxResults();
    }

    /** Whether the products of a video are deleted with it. */
    boolean deleteProducts() {
        return options.deleteProducts();
    }

    /** Returns the directory for the list of started jobs; empty for memory only. */
    Optional<Path> watchListDirectory() {
        return options.watchListDirectory();
    }

    /** Returns the maximum duration of an import, of determining resolutions, of creating a ZIP file and of copying. */
    Duration jobTimeout() {
        return options.jobTimeout();
    }
}
