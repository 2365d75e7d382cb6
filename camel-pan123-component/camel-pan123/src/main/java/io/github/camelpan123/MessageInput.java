package io.github.camelpan123;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.drive.ListQuery;
import io.github.camelpan123.drive.NameFilter;
import io.github.camelpan123.operation.Artifact;
import io.github.camelpan123.operation.Input;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.NewShare;
import io.github.camelpan123.upload.UploadOptions;
import io.github.camelpan123.upload.UploadProgress;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/** A message and an endpoint's options as the input of an operation: a header wins over its option. */
final class MessageInput implements Input {

    private static final Duration JOB_TIMEOUT = Duration.ofMinutes(10);

    private final Message message;
    private final Pan123Configuration options;
    private final UploadProgress progress;
    private final BooleanSupplier running;

    MessageInput(Exchange exchange, Pan123Configuration options, UploadProgress progress, BooleanSupplier running) {
        this.message = exchange.getMessage();
        this.options = options;
        this.progress = progress;
        this.running = running;
    }

    private <T> Optional<T> header(String name, Class<T> type) {
        Object value = message.getHeader(name);
        if (value == null || value instanceof String text && text.isBlank()) {
            return Optional.empty();
        }
        T converted =
                message.getExchange().getContext().getTypeConverter().tryConvertTo(type, message.getExchange(), value);
        if (converted == null) {
            throw new IllegalArgumentException(
                    "The header " + name + "=" + value + " is not a " + type.getSimpleName());
        }
        return Optional.of(converted);
    }

    /** A header wins over its option, unless it is only what an earlier operation of this component left behind. */
    private <T> Optional<T> headerOr(String name, Class<T> type, T option) {
        return leftBehind(name)
                ? Optional.ofNullable(option)
                : header(name, type).or(() -> Optional.ofNullable(option));
    }

    /** Where nothing else is named, the file that an earlier operation was about is meant. */
    private <T> Optional<T> headerOrLeftBehind(String name, Class<T> type, T option) {
        return headerOr(name, type, option).or(() -> header(name, type));
    }

    private boolean leftBehind(String name) {
        Map<?, ?> written = message.getExchange().getProperty(MessageOutput.WRITTEN, Map.class);
        Object value = message.getHeader(name);
        return written != null && value != null && value.equals(written.get(name));
    }

    @Override
    public Object body() {
        return message.getBody();
    }

    @Override
    public InputStream bodyAsStream() {
        return message.getBody(InputStream.class);
    }

    @Override
    public Charset charset() {
        String name = ExchangeHelper.getCharsetName(message.getExchange(), false);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Exchange.CHARSET_NAME + "=" + name + " is not the name of a charset, like UTF-8 or GBK", e);
        }
    }

    @Override
    public Optional<List<Long>> fileIds() {
        Object value = message.getHeader(Pan123Constants.FILE_IDS);
        if (value == null) {
            return Optional.empty();
        }
        Collection<?> all = value instanceof Collection<?> many
                ? many
                : Arrays.asList(value.toString().split(",", -1));
        List<Long> ids = new ArrayList<>(all.size());
        for (Object one : all) {
            try {
                ids.add(Long.parseLong(String.valueOf(one).strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The header " + Pan123Constants.FILE_IDS + " holds '" + one + "', which is not an id", e);
            }
        }
        return Optional.of(ids);
    }

    @Override
    public Optional<Long> fileId() {
        return headerOrLeftBehind(Pan123Constants.FILE_ID, Long.class, options.getFileId());
    }

    @Override
    public Optional<String> path() {
        return headerOr(Pan123Constants.PATH, String.class, options.getPath());
    }

    @Override
    public Optional<Long> parentFileId() {
        return headerOr(Pan123Constants.PARENT_FILE_ID, Long.class, options.getParentFileId());
    }

    @Override
    public Optional<String> parentPath() {
        return headerOr(Pan123Constants.PARENT_PATH, String.class, options.getParentPath());
    }

    @Override
    public Optional<Long> targetParentFileId() {
        return headerOr(Pan123Constants.TARGET_PARENT_FILE_ID, Long.class, options.getTargetParentFileId());
    }

    @Override
    public Optional<String> targetParentPath() {
        return Optional.ofNullable(options.getTargetParentPath());
    }

    @Override
    public Optional<String> newName() {
        return headerOr(Pan123Constants.NEW_NAME, String.class, options.getNewName());
    }

    @Override
    public Optional<String> fileName() {
        return headerOr(Pan123Constants.FILE_NAME, String.class, null)
                .or(() -> Optional.ofNullable(options.getFileName())
                        .map(name -> FileNameOption.evaluate(name, message.getExchange())));
    }

    @Override
    public Optional<String> camelFileName() {
        return Optional.ofNullable(message.getHeader(Exchange.FILE_NAME))
                .map(name -> FileNameOption.header(name, message.getExchange()))
                .filter(name -> !name.isBlank());
    }

    @Override
    public Optional<String> contentMd5() {
        return header(Pan123Constants.CONTENT_MD5, String.class);
    }

    @Override
    public OptionalLong camelFileLength() {
        Optional<Long> length = header(Exchange.FILE_LENGTH, Long.class);
        return length.isPresent() && length.get() >= 0 ? OptionalLong.of(length.get()) : OptionalLong.empty();
    }

    @Override
    public boolean running() {
        return running.getAsBoolean();
    }

    @Override
    public boolean createDirectories() {
        return options.isCreateDirectories();
    }

    @Override
    public UploadOptions uploadOptions() {
        return new UploadOptions(
                options.getUploadMode(),
                options.getSingleThreshold(),
                options.getUploadConcurrency(),
                headerOr(Pan123Constants.DUPLICATE, Duplicate.class, options.getDuplicate())
                        .orElseThrow(),
                options.isVerifyUpload(),
                options.getJournalDirectory() == null
                                || options.getJournalDirectory().isBlank()
                        ? null
                        : Path.of(options.getJournalDirectory()),
                options.getMaxSpoolSize());
    }

    @Override
    public UploadProgress uploadProgress() {
        return progress;
    }

    @Override
    public DownloadOptions downloadOptions() {
        return downloadOptions(options);
    }

    static DownloadOptions downloadOptions(Pan123Configuration options) {
        return new DownloadOptions(
                Optional.ofNullable(options.getTargetDirectory()).filter(folder -> !folder.isBlank()),
                options.getDownloadRetries(),
                options.isVerifyDownload());
    }

    @Override
    public ListOptions listOptions() {
        return listOptions(options, NameFilter.of(options.getInclude(), options.getExclude()));
    }

    static ListOptions listOptions(Pan123Configuration options, NameFilter names) {
        ListQuery query = new ListQuery(
                options.getSearch(),
                options.isSearchExact(),
                options.getOrderBy(),
                options.getOrderDirection(),
                options.isTrashedOnly());
        return query.options(options.getPageSize(), options.isIncludeTrashed(), options.isRecursive(), names);
    }

    @Override
    public int maxResults() {
        return options.getMaxResults();
    }

    @Override
    public NewShare newShare() {
        String name = Optional.ofNullable(options.getShareName())
                .or(this::fileName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The share has no title: set the option shareName or the header CamelPan123FileName"));
        return new NewShare(
                name,
                options.getShareExpireDays(),
                Optional.ofNullable(options.getSharePassword()).orElse(""));
    }

    @Override
    public Optional<String> sourceUrl() {
        return Optional.ofNullable(options.getSourceUrl());
    }

    @Override
    public Optional<String> callbackUrl() {
        return Optional.ofNullable(options.getCallbackUrl());
    }

    @Override
    public List<String> resolutions() {
        return Arrays.stream(headerOr(Pan123Constants.RESOLUTIONS, String.class, options.getResolutions())
                        .orElse("all")
                        .split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public Optional<String> resolution() {
        return header(Pan123Constants.RESOLUTION, String.class);
    }

    @Override
    public Artifact artifact() {
        return headerOr(Pan123Constants.ARTIFACT, Artifact.class, options.getArtifact())
                .orElseThrow();
    }

    @Override
    public Optional<String> segmentName() {
        return headerOrLeftBehind(Pan123Constants.SEGMENT_NAME, String.class, options.getSegmentName());
    }

    @Override
    public Optional<Long> sourceFileId() {
        return header(Pan123Constants.SOURCE_FILE_ID, Long.class);
    }

    @Override
    public Optional<String> videoName() {
        return header(Pan123Constants.FILE_NAME, String.class);
    }

    @Override
    public Optional<String> codecName() {
        return Optional.ofNullable(options.getCodecName());
    }

    @Override
    public Optional<Long> videoTime() {
        return Optional.ofNullable(options.getVideoTime());
    }

    @Override
    public Optional<String> zipName() {
        return Optional.ofNullable(options.getZipName());
    }

    @Override
    public boolean deleteProducts() {
        return options.isDeleteProducts();
    }

    @Override
    public Optional<Path> watchListDirectory() {
        return Optional.ofNullable(options.getWatchListDirectory()).map(Path::of);
    }

    @Override
    public Duration jobTimeout() {
        return options.getJobTimeout() == null ? JOB_TIMEOUT : Duration.ofMillis(options.getJobTimeout());
    }
}
