package io.github.camelpan123.example.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * <code>{{secret:name}}</code>: the content of the file of that name in the folder that {@code PAN123_SECRETS} names,
 * as container platforms mount secrets.
 */
public final class SecretFile implements PropertiesFunction {

    @Override
    public String getName() {
        return "secret";
    }

    @Override
    public String apply(String name) {
        String folder = System.getenv("PAN123_SECRETS");
        if (folder == null) {
            throw new IllegalArgumentException("{{secret:" + name + "}} needs PAN123_SECRETS in the environment");
        }
        Path file = Path.of(folder).resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("{{secret:" + name + "}} cannot be read from " + file, e);
        }
    }
}
