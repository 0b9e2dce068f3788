// Reads prompts with Langfuse's own JavaScript SDK; says "ok" or what is wrong. Arguments: the gateway's address and a key.
const { Langfuse } = require("langfuse");

const [baseUrl, secretKey] = process.argv.slice(2);

function expect(what, is, expected) {
  if (JSON.stringify(is) !== JSON.stringify(expected)) {
    throw new Error(what + ": " + JSON.stringify(is) + " is not " + JSON.stringify(expected));
  }
}

async function main() {
  const langfuse = new Langfuse({ baseUrl, publicKey: "pk-anything", secretKey, enabled: true });
  const text = await langfuse.getPrompt("greet", undefined, { cacheTtlSeconds: 0 });
  expect("version", text.version, 1);
  expect("compiled", text.compile({ who: "Ann & Bob" }), "Greet Ann & Bob.");
  const chat = await langfuse.getPrompt("greet", undefined, { label: "latest", type: "chat", cacheTtlSeconds: 0 });
  expect("version", chat.version, 2);
  expect("compiled", chat.compile({ who: "Ann" }).map((message) => [message.role, message.content]), [["system", "Be kind."], ["user", "Greet Ann!"]]);
  expect("config", chat.config, { model: "echo", temperature: 0.5 });
  expect("by its place", (await langfuse.getPrompt("greet", 1, { cacheTtlSeconds: 0 })).version, 1);
  let failed = "nothing";
  await langfuse.getPrompt("nobody", undefined, { cacheTtlSeconds: 0, maxRetries: 0 }).catch(() => { failed = "refused"; });
  expect("what is not there", failed, "refused");
}

main().then(() => { console.log("ok"); process.exit(0); }, (error) => { console.log(error.message); process.exit(1); });
