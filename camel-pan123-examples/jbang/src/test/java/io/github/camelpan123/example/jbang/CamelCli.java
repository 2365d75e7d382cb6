package io.github.camelpan123.example.jbang;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What the command "camel" is: its engine has no main method of its own. */
final class CamelCli {

    private CamelCli() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
