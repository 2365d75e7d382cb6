package io.github.camelpan123.cluster;

import io.github.camelpan123.NodeProcess;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Four nodes in processes of their own. */
final class NodeProcesses implements AutoCloseable {

    private final List<Process> nodes = new ArrayList<>();
    private final List<BufferedReader> outputs = new ArrayList<>();

    /** Starts a node that makes calls of all limits. */
    void start(Pan123Simulator simulator, String tier, String type, List<String> engine) throws IOException {
        start(NodeProcess.class, Map.of(), simulator, tier, type, engine);
    }

    /** @param environment variables of the process in addition to those of this one */
    void start(
            Class<?> node,
            Map<String, String> environment,
            Pan123Simulator simulator,
            String tier,
            String type,
            List<String> engine)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                node.getName(),
                simulator.baseUrl(),
                simulator.clientId(),
                simulator.clientSecret(),
                tier,
                type));
        command.addAll(engine);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        nodes.add(process);
        outputs.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** Waits until all have started, and lets them make calls. */
    void go() throws IOException {
        for (BufferedReader output : outputs) {
            until(output, "ready");
        }
        for (int i = 0; i < nodes.size(); i++) {
            go(i);
        }
    }

    /** Lets a node that is started make calls, or stop. */
    private void go(int node) throws IOException {
        OutputStream in = nodes.get(node).getOutputStream();
        in.write('\n');
        in.flush();
    }

    void goLast() throws IOException {
        until(outputs.get(outputs.size() - 1), "ready");
        go(nodes.size() - 1);
    }

    private static String until(BufferedReader output, String begin) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
            System.out.println("node: " + line);
        }
        throw new IOException("a node has ended before it said " + begin);
    }

    /** Lets all end, and returns what they say of failures. */
    List<String> end() throws IOException {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isAlive()) {
                nodes.get(i).getOutputStream().close();
                said.add(until(outputs.get(i), "failures"));
            }
        }
        return said;
    }

    /**
     * Lets all stop what they do, while they go on to be nodes.
     *
     * @param begin how the line begins that each of them says then
     */
    List<String> stop(String begin) throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            go(i);
        }
        List<String> said = new ArrayList<>();
        for (BufferedReader output : outputs) {
            said.add(until(output, begin));
        }
        return said;
    }

    void kill(int node) throws InterruptedException {
        nodes.get(node).destroyForcibly().waitFor();
    }

    long pid(int node) {
        return nodes.get(node).pid();
    }

    void signal(int node, String name) throws Exception {
        Server.begin(List.of("kill", "-" + name, Long.toString(nodes.get(node).pid())))
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process node : nodes) {
            node.destroyForcibly();
            node.waitFor(30, TimeUnit.SECONDS);
        }
    }
}
