package dev.portcullis;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.portcullis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.portcullis";

    @ArchTest
    static final ArchRule whatFlowsKnowsNobody = noClasses().that().resideInAPackage(ROOT + ".pipeline..")
            .should().dependOnClassesThat(resideInAPackage(ROOT + "..").and(com.tngtech.archunit.base.DescribedPredicate.not(
                    resideInAPackage(ROOT + ".pipeline.."))))
            .because("the types that carry a call must not know the rooms it passes, or every room knows every other through them");

    @ArchTest
    static final ArchRule roomsDoNotKnowEachOther = slices().matching(ROOT + ".(*)..").namingSlices("room $1")
            .should().notDependOnEachOther()
            .ignoreDependency(resideInAPackage(ROOT + ".."), resideInAnyPackage(ROOT + ".pipeline..", ROOT + ".config..", ROOT + ".store..", ROOT + ".wire.."))
            .ignoreDependency(resideInAPackage(ROOT + ".edge.."), resideInAPackage(ROOT + ".tenant.."))
            .ignoreDependency(resideInAPackage(ROOT + ".admin.."), resideInAPackage(ROOT + ".."))
            .because("a feature that uses another cannot be read, tested or taken out by itself; only Gateway and Startup know them all, and "
                    + "the control plane, which is the operator's side of each of them and which none of them may know");

    @ArchTest
    static final ArchRule nobodyKnowsTheControlPlane = noClasses().that().resideOutsideOfPackages(ROOT + ".admin..", ROOT)
            .should().dependOnClassesThat().resideInAPackage(ROOT + ".admin..")
            .because("calls must be served whatever becomes of the control plane");

    @ArchTest
    static final ArchRule theStoreKnowsNobody = noClasses().that().resideInAPackage(ROOT + ".store..")
            .should().dependOnClassesThat(resideInAPackage(ROOT + "..").and(com.tngtech.archunit.base.DescribedPredicate.not(
                    resideInAnyPackage(ROOT + ".store..", ROOT + ".pipeline..", ROOT + ".config.."))))
            .because("every room that remembers something keeps it in the store, so whatever the store knew, all of them would");

    @ArchTest
    static final ArchRule httpStaysAtTheEnds = noClasses().that().resideOutsideOfPackages(ROOT + ".edge..", ROOT + ".provider..",
                    ROOT + ".simulator..", ROOT + ".admin..", ROOT + ".wire..")
            .should().dependOnClassesThat().resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..")
            .because("a stage that sees HTTP cannot be run in a plain test, nor serve another dialect");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes().that().resideInAPackage(ROOT + "..").and().areTopLevelClasses()
            .should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|Service)$")
            .because("a name that fits everything says nothing");
}
