package io.github.camelpan123;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house stays as it was planned: rooms know only the rooms below them. */
class ArchitectureTest {

    private static final String BASE = "io.github.camelpan123";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static void mayNotKnow(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(BASE + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    private static String[] rooms(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = names[i].isEmpty() ? BASE : BASE + "." + names[i];
        }
        return packages;
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching(BASE + ".(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void platformKnowsNoOtherRoomAndNoHttpClient() {
        mayNotKnow("platform", rooms("", "account", "drive", "upload", "download", "transcode", "operation"));
        mayNotKnow("platform", "org.apache.hc..", "org.apache.camel.support..");
    }

    @Test
    void accountKnowsThePlatformOnly() {
        mayNotKnow("account", rooms("", "drive", "upload", "download", "transcode", "operation"));
    }

    @Test
    void tokensKnowThePlatformOnly() {
        mayNotKnow("account.auth", rooms("", "account", "drive", "upload", "download", "transcode", "operation"));
    }

    @Test
    void supportKnowsNoOtherRoom() {
        mayNotKnow(
                "support",
                rooms(
                        "",
                        "account",
                        "account.auth",
                        "api",
                        "drive",
                        "platform",
                        "upload",
                        "download",
                        "transcode",
                        "consumer",
                        "operation",
                        "observe"));
    }

    @Test
    void onlySupportLocksFilesAndSetsTheirPermissions() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".support", BASE + ".simulator..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.FileLock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.attribute.PosixFilePermissions")
                .check(CLASSES);
    }

    @Test
    void driveKnowsAccountAndPlatform() {
        mayNotKnow("drive", rooms("", "upload", "download", "transcode", "operation"));
    }

    @Test
    void uploadDownloadAndTranscodeDoNotKnowEachOther() {
        mayNotKnow("upload", rooms("", "download", "transcode", "operation"));
        mayNotKnow("download", rooms("", "upload", "transcode", "operation"));
        mayNotKnow("transcode", rooms("", "upload", "download", "operation"));
    }

    @Test
    void whatTheConsumersShareKnowsNothingOfTranscodesNorOfTransfers() {
        mayNotKnow("consumer", rooms("", "upload", "download", "transcode", "operation"));
    }

    @Test
    void operationsDoNotKnowTheFaceNorMessages() {
        // what a message asks for is read in one place, and the exchanges of a body's list in another
        mayNotKnow("operation", rooms(""));
        noClasses()
                .that()
                .resideInAPackage(BASE + ".operation")
                .and()
                .doNotHaveSimpleName("OperationRequest")
                .and()
                .doNotHaveSimpleName("BodySubjects")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.camel.Message")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.camel.Exchange")
                .check(CLASSES);
    }

    @Test
    void onlyAccountAndUploadTouchTheHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".account", BASE + ".upload")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CLASSES);
    }
}
