package dev.portcullis.prompt.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.json.JsonReader;
import dev.portcullis.prompt.json.JsonText;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Semver;

/** The control plane of a gateway, as far as it is about prompts. */
final class AdminServer implements Registry {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final List<String> ADDED = List.of("hash", "published_at", "published_by");
    private static final int PAGE = 1_000;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final URI server;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

    AdminServer(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /** Of all prompts, in their order. */
    List<String> ids() throws Cannot {
        List<String> ids = new ArrayList<>();
        String after = "";
        while (after != null) {
            Map<String, Object> page = get("?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + after)).orElse(Map.of());
            List<?> prompts = page.get("data") instanceof List<?> data ? data : List.of();
            for (Object prompt : prompts) {
                if (prompt instanceof Map<?, ?> listed && listed.get("id") instanceof String id && PromptReader.isId(id)) {
                    ids.add(id);
                }
            }
            // An id needs no escapes in an address; what is no id would never end this.
            after = page.get("next") instanceof String next && PromptReader.isId(next) && next.compareTo(after) > 0 ? next : null;
        }
        return ids;
    }

    /** What a prompt has under each number: a version's hash. Empty where there is no such prompt. */
    @Override
    public Map<Semver, String> hashes(String id) throws Cannot {
        Map<Semver, String> hashes = new HashMap<>();
        if (get("/" + id).orElse(Map.of()).get("versions") instanceof List<?> versions) {
            for (Object listed : versions) {
                if (listed instanceof Map<?, ?> version && version.get("hash") instanceof String hash) {
                    Semver.parse(String.valueOf(version.get("version"))).ifPresent(number -> hashes.put(number, hash));
                }
            }
        }
        return hashes;
    }

    /** Empty where there is no such version, or a newer gateway wrote what this program cannot read. */
    @Override
    public Optional<PromptVersion> version(String id, Semver version) throws Cannot {
        return get("/" + id + "/versions/" + version).flatMap(shown -> {
            Map<String, Object> document = new LinkedHashMap<>(shown);
            document.keySet().removeAll(ADDED);
            return PromptReader.read(document) instanceof Reading.Read read ? Optional.of(read.draft().content()) : Optional.empty();
        });
    }

    /** What became of publishing a version. */
    sealed interface Published {

        record Done(String version) implements Published {
        }

        /** It is there already. */
        record Known() implements Published {
        }

        /** @param why at least one line */
        record Refused(List<String> why) implements Published {
        }
    }

    Published publish(PromptDraft draft) throws Cannot {
        Map<String, Object> document = PromptDocument.of(draft.content());
        if (draft.wanted().isEmpty()) {
            document.put("version", PromptReader.AUTO);
        }
        HttpResponse<String> answer = send(request("").header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.compact(document))).build());
        Map<?, ?> body = object(answer);
        if (answer.statusCode() == 201) {
            return new Published.Done(String.valueOf(body.get("version")));
        }
        Map<?, ?> error = body.get("error") instanceof Map<?, ?> said ? said : Map.of();
        String message = String.valueOf(error.get("message"));
        if (answer.statusCode() == CONFLICT && ("prompt_unchanged".equals(error.get("code"))
                || draft.wanted().isPresent() && PromptDocument.hash(draft.content()).equals(hashes(draft.content().id()).get(draft.wanted().get())))) {
            return new Published.Known();
        }
        if (answer.statusCode() != CONFLICT && answer.statusCode() != 422) {
            throw refused(answer);
        }
        List<String> lines = new ArrayList<>();
        if (error.get("problems") instanceof List<?> problems && "invalid_prompt".equals(error.get("code"))) {
            problems.forEach(problem -> lines.add(String.valueOf(problem)));
        }
        return new Published.Refused(lines.isEmpty() ? List.of(message) : lines);
    }

    @SuppressWarnings("unchecked") // names of plain maps are texts
    private Optional<Map<String, Object>> get(String path) throws Cannot {
        HttpResponse<String> answer = send(request(path).GET().build());
        if (answer.statusCode() == NOT_FOUND && answer.body().contains("prompt_not_found") || answer.statusCode() == CONFLICT) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return Optional.of((Map<String, Object>) object(answer));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + "/admin/v1/prompts" + path)).timeout(ANSWER).header("authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest request) throws Cannot {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new Cannot("the gateway at " + server + " cannot be reached (" + failed.getClass().getSimpleName() + ")");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cannot("interrupted");
        }
    }

    private Map<?, ?> object(HttpResponse<String> answer) throws Cannot {
        if (JsonReader.read(answer.body()) instanceof JsonReader.Result.Value value && value.value() instanceof Map<?, ?> members) {
            return members;
        }
        throw refused(answer);
    }

    private Cannot refused(HttpResponse<String> answer) {
        int status = answer.statusCode();
        return new Cannot("the gateway at " + server + " answered " + status + ": " + (status == 401 || status == 403 ? "the key is not taken"
                : said(answer).orElse("is this a gateway's address, and its control plane open?")));
    }

    /** What it says of it itself, in one line. A URL that it does not know is no address of its control plane, whatever it says. */
    private static Optional<String> said(HttpResponse<String> answer) {
        return answer.statusCode() != NOT_FOUND && JsonReader.read(answer.body()) instanceof JsonReader.Result.Value value
                && value.value() instanceof Map<?, ?> body && body.get("error") instanceof Map<?, ?> error && error.get("message") instanceof String message
                ? Optional.of(message.replaceAll("\\p{Cntrl}", " ").strip()) : Optional.empty();
    }
}
