package dev.portcullis.prompt.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.prompt.source.ReadSource;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.source.SourceReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanOrderTest {

    private static SourceFile file(String address, String text) {
        String[] parts = address.split("@");
        String front = "---\nname: " + parts[0] + "\nversion: " + parts[1] + "\n---\n" + text;
        return ((SourceReading.Read) ReadSource.read(address + ".prompt", front.getBytes(StandardCharsets.UTF_8))).file();
    }

    private static List<String> order(SourceFile... files) {
        return Plan.inOrder(List.of(files)).stream().map(SourceFile::name).toList();
    }

    @Test
    void putsWhatIsUsedBeforeWhatUsesItAndSmallNumbersFirst() {
        assertEquals(List.of("z@1.0.0.prompt", "a@1.9.0.prompt", "a@1.10.0.prompt", "b@auto.prompt"),
                order(file("b@auto", "x"), file("a@1.10.0", "x"), file("a@1.9.0", "{{> z@1.0.0}}"), file("z@1.0.0", "x")));
    }

    @Test
    void endsWhereTextsUseEachOther() {
        SourceFile[] files = Stream.of("a@1.0.0", "b@1.0.0", "c@1.0.0").map(address -> file(address, "{{> a@1.0.0}}{{> b@1.0.0}}{{> c@1.0.0}}")).toArray(SourceFile[]::new);
        assertEquals(3, order(files).size());
    }
}
