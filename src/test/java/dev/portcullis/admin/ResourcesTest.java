package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    private static List<Class<?>> resources;

    /** Of the program's own classes, without what those they name are: to read that takes long, and says nothing of an annotation. */
    @BeforeAll
    static void find() {
        resources = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.portcullis").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class)).<Class<?>>map(type -> type.reflect()).toList();
        });
    }

    @Test
    void allOfThemLieWhereThePermissionPolicyIsAndAreForAdmins() {
        assertFalse(resources.isEmpty());
        for (Class<?> resource : resources) {
            assertTrue(resource.getAnnotation(Path.class).value().startsWith("/v1/"), resource.getName());
            assertEquals(List.of("admin"), List.of(resource.getAnnotation(RolesAllowed.class).value()), resource.getName());
        }
    }

    @Test
    void theirMethodsAreThoseThatTheAllowHeaderSays() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Class<?> resource : resources) {
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        Path below = method.getAnnotation(Path.class);
                        String path = "/admin" + resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
                        methods.computeIfAbsent(path.replaceAll("\\{[^}]*}", "x"), none -> new TreeSet<>()).add(verb.value());
                    }
                }
            }
        }
        assertEquals(AllowedMethods.values().length, methods.size(), methods.toString());
        methods.forEach((path, verbs) -> assertEquals(verbs, AllowedMethods.of(path).stream().flatMap(allowed -> Arrays.stream(allowed.split(", ")))
                .collect(Collectors.toCollection(TreeSet::new)), path));
    }
}
