/** The baseline under every feed: a Worker that knows its one answer by heart. `/kv` asks the store first, and forgets it. */

interface Env {
  readonly STORE: KVNamespace;
}

interface Answer {
  readonly bytes: Uint8Array;
  readonly headers: Record<string, string>;
}

let answer: Answer = { bytes: new Uint8Array(), headers: {} };

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method === 'PUT' && request.url.endsWith('/stored')) {
      await env.STORE.put('answer', await request.text(), { metadata: { version: 1 } });
      return new Response(null, { status: 204 });
    }
    if (request.method === 'PUT') {
      const headers = JSON.parse(request.headers.get('x-answer') ?? '{}') as Record<string, string>;
      answer = { bytes: await request.bytes(), headers };
      return new Response(null, { status: 204 });
    }
    if (request.url.endsWith('/kv')) {
      const { value } = await env.STORE.getWithMetadata('answer', { type: 'stream' });
      await value?.cancel();
    }
    return request.headers.has('if-none-match')
      ? new Response(null, { status: 304, headers: answer.headers })
      : new Response(answer.bytes, { headers: answer.headers });
  },
} satisfies ExportedHandler<Env>;
