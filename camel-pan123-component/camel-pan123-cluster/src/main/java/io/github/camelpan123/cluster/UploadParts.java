package io.github.camelpan123.cluster;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts that the nodes have of the uploads in flight, as the engine stores them.
 *
 * @param nodes by the name of the node
 */
record UploadParts(Map<String, Part> nodes) {

    private static final String FORMAT = "1";
    private static final int FIELDS = 4;

    /**
     * The part of a node.
     *
     * @param held how many uploads it may have in flight
     * @param wanted how many it could have now
     * @param beat counted up while the node is alive
     */
    record Part(int held, int wanted, long beat) {
        boolean isUsed() {
            return held > 0 || wanted > 0;
        }
    }

    static UploadParts none() {
        return new UploadParts(Map.of());
    }

    UploadParts with(String node, Part part) {
        Map<String, Part> changed = new TreeMap<>(nodes);
        changed.put(node, part);
        return new UploadParts(changed);
    }

    UploadParts without(String node) {
        Map<String, Part> changed = new TreeMap<>(nodes);
        changed.remove(node);
        return new UploadParts(changed);
    }

    int heldByOthers(String node) {
        return nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(node))
                .mapToInt(entry -> entry.getValue().held())
                .sum();
    }

    /** Returns the equal part of each node that wants some, this one included; at least 1. */
    int fairPart(String node, int most) {
        long wanting = nodes.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(node) && entry.getValue().wanted() > 0)
                .count();
        return (int) Math.max(1, most / (wanting + 1));
    }

    /** Whether another node wants more than it has, and has less than its equal part. */
    boolean anotherStarves(String node, int fair) {
        return nodes.entrySet().stream().anyMatch(entry -> {
            Part part = entry.getValue();
            return !entry.getKey().equals(node) && part.wanted() > part.held() && part.held() < fair;
        });
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FORMAT);
        nodes.forEach((node, part) -> text.append('\n')
                .append(String.join(
                        " ",
                        node,
                        Integer.toString(part.held()),
                        Integer.toString(part.wanted()),
                        Long.toString(part.beat()))));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what is stored. What is damaged counts as nothing. */
    static UploadParts decode(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        Map<String, Part> nodes = new LinkedHashMap<>();
        try {
            for (int i = 1; i < lines.length; i++) {
                String[] fields = lines[i].split(" ", -1);
                if (fields.length == FIELDS) {
                    nodes.put(
                            fields[0],
                            new Part(
                                    Integer.parseInt(fields[1]),
                                    Integer.parseInt(fields[2]),
                                    Long.parseLong(fields[3])));
                }
            }
        } catch (NumberFormatException damaged) {
            return none();
        }
        return lines[0].equals(FORMAT) ? new UploadParts(nodes) : none();
    }
}
