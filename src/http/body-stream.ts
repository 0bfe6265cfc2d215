/** The bytes of a request as they come, and the end of a client that goes before it has sent them all. */

/** The client, or the connection to it, ended in the middle of a body: nobody's bug. */
export class BodyCutShort extends Error {}

/** The chunks of a body; throws BodyCutShort where they end before it does. */
export async function* readChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw new BodyCutShort(String(error));
  }
}
