package io.github.camelpan123;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.camelpan123.support.Futures;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The house stays as it was planned: rooms know only the rooms below them. */
class ArchitectureTest {

    private static final String BASE = "io.github.camelpan123";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static final String[] ABOVE_ACCOUNT =
            rooms("", "observe", "operation", "transcode..", "consumer", "upload", "download", "drive");

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
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theProtocolKnowsNoOtherRoomAndNoHttpClient() {
        mayNotKnow("api", ABOVE_ACCOUNT);
        mayNotKnow("api", rooms("account..", "http", "support"));
        mayNotKnow("api", "org.apache.hc..", "org.apache.camel.support..");
    }

    @Test
    void transportKnowsTheProtocolOnly() {
        mayNotKnow("http", ABOVE_ACCOUNT);
        mayNotKnow("http", rooms("account.."));
    }

    @Test
    void accountKnowsNothingAboveIt() {
        mayNotKnow("account..", ABOVE_ACCOUNT);
    }

    @Test
    void tokensAndLimitsKnowNeitherTheAccountNorTheTransport() {
        mayNotKnow("account.auth", rooms("account", "account.ratelimit", "http"));
        mayNotKnow("account.ratelimit", rooms("account", "account.auth", "http"));
    }

    @Test
    void supportKnowsNoOtherRoom() {
        mayNotKnow("support", ABOVE_ACCOUNT);
        mayNotKnow("support", rooms("account..", "http", "api"));
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
    void theLivePageKnowsNoOtherRoomAndNobodyElseItsServer() {
        mayNotKnow("live", ABOVE_ACCOUNT);
        mayNotKnow("live", rooms("account..", "http", "api", "support"));
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".live", BASE + ".simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "org.apache.camel.component.platform..")
                .check(CLASSES);
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
    void onlyTransportAndWhatGoesThroughItTouchTheHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".http", BASE + ".account", BASE + ".upload")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CLASSES);
    }

    /** A future of the library runs what continues with it for whoever happens to complete it. */
    @Test
    void everyFutureKeepsTheCallerOfWhatContinuesWithIt() {
        Class<?> kept = Futures.pending().getClass();
        DescribedPredicate<JavaCall<?>> made = describe(
                "makes a plain future",
                call -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                        && (call.getTarget().getName().equals("<init>") || isStatic(call)));
        DescribedPredicate<JavaCall<?>> continued = describe(
                "continues in a way that forgets the caller",
                call -> call.getTargetOwner().isAssignableTo(CompletionStage.class)
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(type -> type.getPackageName().equals("java.util.function")
                                        || type.isEquivalentTo(Runnable.class))
                        && !declares(kept, call));
        JavaClasses ours = CLASSES.that(
                describe("not of the simulator", type -> !type.getPackageName().startsWith(BASE + ".simulator")));
        noClasses()
                .that()
                .doNotBelongToAnyOf(Futures.class, kept)
                .should()
                .callCodeUnitWhere(made)
                .check(ours);
        noClasses()
                .that()
                .doNotBelongToAnyOf(kept)
                .should()
                .callCodeUnitWhere(continued)
                .check(ours);
    }

    private static boolean isStatic(JavaCall<?> call) {
        return call.getTarget()
                .resolveMember()
                .map(member -> member.getModifiers().contains(JavaModifier.STATIC))
                .orElse(false);
    }

    private static boolean declares(Class<?> type, JavaCall<?> call) {
        Class<?>[] parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::reflect)
                .toArray(Class<?>[]::new);
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(call.getTarget().getName())
                        && Arrays.equals(method.getParameterTypes(), parameters));
    }
}
