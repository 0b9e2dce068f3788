"""OpenAI's Python SDK, unmodified, against the gateway: base URL and key are the arguments. Prints "ok" when all is as it should be."""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0)
hello = [{"role": "user", "content": "Hello"}]

whole = client.chat.completions.create(model="chat", messages=hello)
assert whole.choices[0].finish_reason == "stop", whole

chunks = list(client.chat.completions.create(model="chat", messages=hello, stream=True))
assert all(chunk.choices for chunk in chunks), chunks
assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content

try:
    client.chat.completions.create(model="no-such-model", messages=hello)
    raise AssertionError("an unknown model was answered")
except openai.NotFoundError as refused:
    assert refused.code == "model_not_found", refused.code

try:
    list(client.chat.completions.create(model="truncate", messages=hello, stream=True))
    raise AssertionError("a truncated stream ended well")
except openai.APIError as broken:
    assert broken.code == "upstream_error", broken.code

print("ok")
