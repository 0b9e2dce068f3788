package dev.portcullis.prompt.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.source.FileFault;

/** Makes versions of what a file of another program says. */
final class Draft {

    private static final String SETTINGS = "settings.";

    private final String file;
    private final Map<String, Object> document = new LinkedHashMap<>();
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();

    /** @param file as it is named in faults. @param name what is no id is made one */
    Draft(String file, String name, String version) {
        this.file = file;
        document.put("id", id(name));
        document.put("version", version);
        if (!name.isBlank() && !id(name).equals(name)) {
            document.put("name", name);
        }
    }

    Draft with(String field, Object value) {
        if (value != null) {
            document.put(field, value);
        }
        return this;
    }

    Draft setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    Draft parameter(String name, Map<String, Object> declared) {
        parameters.put(name, declared);
        return this;
    }

    Draft message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        messages.add(message);
        return this;
    }

    /** @param firstLine of the file, where its texts begin. @param tags whether braces with % and # mean something there */
    void finish(Imported into, int firstLine, boolean tags) {
        for (Map<String, Object> message : messages) {
            ForeignText text = ForeignText.of(String.valueOf(message.get("content")), tags);
            if (text.problem().isPresent()) {
                into.faults().add(new FileFault(file, firstLine + text.problem().get().line() - 1, 1, text.problem().get().why()));
                return;
            }
            text.names().forEach(name -> parameters.putIfAbsent(name, "required"));
        }
        if (messages.size() == 1 && messages.getFirst().get("role").equals("user")) {
            document.put("template", messages.getFirst().get("content"));
        } else {
            document.put("messages", messages);
        }
        document.put("parameters", parameters);
        document.put("settings", settings);
        if (PromptReader.read(document) instanceof Reading.Faulty faulty) {
            for (Fault fault : faulty.faults()) {
                String name = fault.path().startsWith(SETTINGS) ? fault.path().substring(SETTINGS.length()) : "";
                if (settings.remove(name) != null) {
                    into.leftOut().add(new FileFault(file, firstLine, 1, "left out: the setting " + name + " " + fault.message()));
                }
            }
        }
        switch (PromptReader.read(document)) {
            case Reading.Read read -> into.versions().add(read.draft().content());
            case Reading.Faulty faulty -> faulty.faults().forEach(fault -> into.faults().add(new FileFault(file, firstLine, 1, fault.toString())));
            case Reading.Malformed malformed -> into.faults().add(new FileFault(file, firstLine, 1, malformed.fault().toString()));
        }
    }

    private static String id(String name) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < name.length() && id.length() < PromptReader.MOST_ID; i++) {
            String letter = name.substring(i, i + 1);
            id.append(PromptReader.isId("a" + letter) && (!id.isEmpty() || PromptReader.isId(letter)) ? letter : id.isEmpty() || id.charAt(id.length() - 1) == '-' ? "" : "-");
        }
        return id.toString();
    }
}
