package io.github.camelpan123.example.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Figures;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.drive.Entry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The example as its command runs it, judged by the server's own figures. */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
@Tag("idle-machine-in-full")
class ThreeNodesIT {

    @TempDir
    Path inbox;

    @Test
    void threeNodesUploadTheFolderOnceWithinOneBudgetAndWithOneToken() throws Exception {
        ThreeNodes.writeFiles(inbox);
        try (Pan123Simulator simulator = Pan123Simulator.builder().start()) {
            Report report = ThreeNodes.run(inbox, simulator);
            System.out.println(report.table());

            List<String> uploaded =
                    report.files().stream().flatMap(Collection::stream).toList();
            assertThat(uploaded).hasSize(60).doesNotHaveDuplicates();
            assertThat(report.files()).hasSize(3).allSatisfy(ofNode -> assertThat(ofNode)
                    .isNotEmpty());
            assertThat(simulator.drive().all().stream()
                            .filter(entry -> !entry.folder())
                            .map(Entry::id)
                            .map(simulator.drive()::path))
                    .containsExactlyInAnyOrderElementsOf(
                            uploaded.stream().map(name -> "/together/" + name).toList());

            Figures figures = simulator.figures();
            assertThat(figures.totalRefused()).isZero();
            assertThat(figures.tokensIssued()).isOne();
            assertThat(figures.tokensEvicted()).isZero();
            assertThat(figures.calls("/upload/v2/file/single/create")).isEqualTo(60);
            Report.LIMITS.forEach((path, limit) ->
                    assertThat(figures.fullestWindow(path)).as(path).isBetween(1, limit));
            assertThat(report.table()).contains("node 3", "upload/v1/file/mkdir", "Refused 0, tokens issued 1");
        }
    }
}
