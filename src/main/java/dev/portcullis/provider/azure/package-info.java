/** Azure OpenAI: OpenAI's bodies, Azure's paths and keys. */
package dev.portcullis.provider.azure;
