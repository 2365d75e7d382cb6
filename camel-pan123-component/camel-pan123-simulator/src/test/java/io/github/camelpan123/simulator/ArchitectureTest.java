package io.github.camelpan123.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shape of the module: no circles, nothing but the JDK and one JSON library, one place for the clock. */
class ArchitectureTest {
    private static final String BASE = "io.github.camelpan123.simulator";

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void packagesMakeNoCircle() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void nothingBelowKnowsTheFace() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE)
                .check(all);
    }

    @Test
    void theJdkAndOneJsonLibraryAreEnough() {
        classes()
                .that()
                .haveNameNotMatching(".*\\.Pan123SimulatorExtension(\\$.*)?")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax..", "com.sun.net.httpserver..", "com.fasterxml.jackson..", BASE + "..")
                .check(all);
    }

    @Test
    void theRuleAboutTheJdkSeesNestedClasses() {
        assertThat(all.stream().filter(each -> each.getName().contains("$")))
                .as("classes within classes")
                .hasSizeGreaterThan(50);
    }

    @Test
    void noPackageForOddsAndEnds() {
        noClasses().should().resideInAnyPackage("..util..", "..common..").check(all);
    }
}
