/** OpenAI and every server that is compatible with it: vLLM, Ollama, Groq, Mistral and the built-in simulator among them. */
package dev.portcullis.provider.openai;
