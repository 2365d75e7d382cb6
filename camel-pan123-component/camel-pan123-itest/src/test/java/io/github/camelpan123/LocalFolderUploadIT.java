package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples that move local files to the drive: each file is handed out once, and each copy is kept. */
@Execution(ExecutionMode.CONCURRENT) // each has a platform of its own
class LocalFolderUploadIT {

    private static final int FILES = 3000;
    private static final Pattern SAMPLE = Pattern.compile("uri: file:inbox(\\S*)");

    @TempDir
    Path folder;

    private static String options(String readme) throws Exception {
        Matcher sample = SAMPLE.matcher(Files.readString(Path.of("../..").resolve(readme)));
        assertThat(sample.find()).as("the sample of " + readme).isTrue();
        return sample.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "camel-pan123-component/README.zh-CN.md"})
    void nothingComesTwiceAndEveryCopyIsKept(String readme) throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        for (int i = 0; i < FILES; i++) {
            // an empty one among them
            Files.writeString(inbox.resolve(i + ".txt"), i == 0 ? "" : "content " + i);
        }
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        String from = "file:" + inbox + options(readme);
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(from)
                            .routeId("files")
                            .process(exchange -> exchange.getExchangeExtension()
                                    .addOnCompletion(new SynchronizationAdapter() {
                                        @Override
                                        public void onComplete(Exchange done) {
                                            ended.add(done.getMessage().getHeader(Exchange.FILE_NAME, String.class));
                                        }

                                        @Override
                                        public void onFailure(Exchange failed) {
                                            failures.add(failed.getException());
                                        }
                                    }))
                            .to("pan123:upload?parentPath=/films&createDirectories=true&duplicate=skipIfSame");
                }
            });
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                try (Stream<Path> left = Files.list(inbox)) {
                    // the folder of the copies
                    return left.count() == 1;
                }
            });
            // a file is moved before its exchange ends
            await().until(() -> ended.size() + failures.size() >= FILES);
            platform.context.getRouteController().stopRoute("files");
            assertThat(failures).isEmpty();
            assertThat(ended).hasSize(FILES).doesNotHaveDuplicates();
            assertThat(inbox.resolve(".camel").toFile().list()).hasSize(FILES);
            // and the folder
            assertThat(platform.simulator.drive().count()).isEqualTo(FILES + 1);
        }
    }
}
