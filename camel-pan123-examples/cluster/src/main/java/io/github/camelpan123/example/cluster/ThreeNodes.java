package io.github.camelpan123.example.cluster;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Starts the simulator and three nodes, which upload a folder together, and prints what each has done. */
public final class ThreeNodes {

    private static final int NODES = 3;
    private static final int FILES = 60;
    private static final int FIRST_PORT = 20_000;
    private static final Duration MOST = Duration.ofMinutes(3);

    private ThreeNodes() {}

    /** Exit code 1 when the nodes did not upload everything in time. */
    public static void main(String[] args) throws Exception {
        Path inbox = Path.of("target", "inbox");
        writeFiles(inbox);
        System.out.println("Three nodes upload the " + FILES + " files of " + inbox + " to the simulator of 123pan");
        try (Pan123Simulator simulator = Pan123Simulator.builder().start()) {
            System.out.println(run(inbox, simulator).table());
        }
    }

    /** Writes the files, each in a folder of its own, so that each takes a call to create the folder. */
    static void writeFiles(Path inbox) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path folder = Files.createDirectories(inbox.resolve("day-" + i));
            Files.writeString(
                    folder.resolve("report.txt"), ("Report " + i + "\n").repeat(1000), StandardCharsets.UTF_8);
        }
    }

    /** Returns when everything is uploaded and the nodes have ended. */
    static Report run(Path inbox, Pan123Simulator simulator) throws Exception {
        List<Integer> ports = freePorts();
        String cluster = "example-" + UUID.randomUUID();
        List<NodeProcess> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                List<String> arguments = new ArrayList<>(List.of(
                        simulator.baseUrl(),
                        simulator.clientId(),
                        simulator.clientSecret(),
                        inbox.toString(),
                        cluster,
                        ports.get(i).toString()));
                ports.forEach(port -> arguments.add(port.toString()));
                nodes.add(new NodeProcess("node " + (i + 1), arguments));
            }
            for (NodeProcess node : nodes) {
                node.awaitReady();
            }
            for (NodeProcess node : nodes) {
                node.go();
            }
            awaitAll(nodes);
        } finally {
            for (NodeProcess node : nodes) {
                node.close();
            }
        }
        return new Report(nodes.stream().map(NodeProcess::uploaded).toList(), simulator.figures());
    }

    private static void awaitAll(List<NodeProcess> nodes) throws InterruptedException {
        long end = System.nanoTime() + MOST.toNanos();
        while (nodes.stream().mapToInt(node -> node.uploaded().size()).sum() < FILES) {
            if (System.nanoTime() > end || !nodes.stream().allMatch(NodeProcess::runs)) {
                throw new IllegalStateException("The nodes did not upload everything; their output says why");
            }
            Thread.sleep(100);
        }
    }

    /** Below those that the system gives to whoever asks for any, as a node does before it opens its own. */
    private static List<Integer> freePorts() {
        return IntStream.iterate(FIRST_PORT + (int) (ProcessHandle.current().pid() % 10_000), port -> port + 1)
                .filter(ThreeNodes::isFree)
                .limit(NODES)
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
