package io.github.camelpan123.example.main;

import org.apache.camel.main.Main;

/** Starts the routes in the language that the argument names; the settings are in {@code application.properties}. */
public final class DriveMain {

    private DriveMain() {}

    /** @param args {@code yaml}, {@code xml} or {@code java} */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        switch (args.length == 1 ? args[0] : "") {
            case "yaml", "xml" -> main.configure().withRoutesIncludePattern("classpath:routes/drive.camel." + args[0]);
            case "java" -> main.configure().addRoutesBuilder(DriveRoutes.class);
            default -> {
                System.err.println("Name one of yaml, xml, java");
                System.exit(1);
            }
        }
        main.run();
    }
}
