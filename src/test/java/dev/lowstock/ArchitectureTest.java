package dev.lowstock;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.lowstock");

  @Test
  void whatIsNewsAndWhatIsSaidKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.lowstock.stock", "dev.lowstock.alert..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.camel..",
            "java.sql..",
            "javax.sql..",
            "org.springframework..",
            "dev.lowstock",
            "dev.lowstock.bot..",
            "dev.lowstock.settings..",
            "dev.lowstock.etsy..",
            "dev.lowstock.telegram..",
            "dev.lowstock.chat..",
            "dev.lowstock.outbox..",
            "dev.lowstock.store..")
        .check(PROGRAM);
  }

  @Test
  void whatIsNewsDoesNotKnowWhatIsSaid() {
    noClasses()
        .that()
        .resideInAPackage("dev.lowstock.stock..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lowstock.alert..")
        .check(PROGRAM);
  }

  @Test
  void onlySettingsReadsTheEnvironment() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Settings")
        .should()
        .callMethodWhere(target(owner(name("java.lang.System"))).and(target(name("getenv"))))
        .check(PROGRAM);
  }

  @Test
  void onlyTheDemoAndTheBenchmarkUseTheSandbox() {
    String[] demo = {
      "dev.lowstock.sandbox..", "dev.lowstock.bench..", "dev.lowstock.command.demo.."
    };
    noClasses()
        .that()
        .resideOutsideOfPackages(demo)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(demo)
        .check(PROGRAM);
  }

  @Test
  void sandboxIsAnotherProgram() {
    noClasses()
        .that()
        .resideInAPackage("dev.lowstock.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.lowstock",
            "dev.lowstock.bot..",
            "dev.lowstock.chat..",
            "dev.lowstock.command..",
            "dev.lowstock.operate..",
            "dev.lowstock.outbox..",
            "dev.lowstock.settings..",
            "dev.lowstock.alert..",
            "dev.lowstock.etsy..",
            "dev.lowstock.stock..",
            "dev.lowstock.store..",
            "dev.lowstock.telegram..")
        .check(PROGRAM);
  }

  @Test
  void etsyDoesNotKnowTelegram() {
    noClasses()
        .that()
        .resideInAPackage("dev.lowstock.etsy..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lowstock.telegram..")
        .check(PROGRAM);
  }

  @Test
  void versionsOfEtsysApiKnowNeitherEachOtherNorLoggingIn() {
    for (String version : List.of("v2", "v3")) {
      noClasses()
          .that()
          .resideInAPackage("dev.lowstock.etsy." + version + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lowstock.etsy." + (version.equals("v2") ? "v3" : "v2") + "..",
              "dev.lowstock.etsy.login..")
          .check(PROGRAM);
    }
  }

  @Test
  void telegramDoesNotKnowEtsy() {
    noClasses()
        .that()
        .resideInAPackage("dev.lowstock.telegram..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lowstock.etsy..")
        .check(PROGRAM);
  }

  @Test
  void onlyCommandsUseTheBotAndNobodyUsesCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.lowstock", "dev.lowstock.command..", "dev.lowstock.bot..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.lowstock", "dev.lowstock.command..", "dev.lowstock.bot..")
        .check(PROGRAM);
  }

  @Test
  void telegramKnowsNeitherWhatIsOwedNorWhatIsAnswered() {
    noClasses()
        .that()
        .resideInAPackage("dev.lowstock.telegram..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.lowstock.chat..", "dev.lowstock.outbox..", "dev.lowstock.operate..")
        .check(PROGRAM);
  }

  @Test
  void namesSayWhatAClassIsFor() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .check(PROGRAM);
  }
}
