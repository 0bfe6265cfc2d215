/** The floor under every notification: the same POSTs by a plain loop of `fetch`, with no ledger and no Mailbox. */

interface Order {
  readonly urls: readonly string[];
  readonly body: string;
  /** POSTs under way at once. */
  readonly parallel: number;
}

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response('ready');
    const { urls, body, parallel } = (await request.json()) as Order;
    const queue = urls.values();
    const work = async () => {
      for (const url of queue) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        await response.body?.cancel();
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return new Response('done');
  },
};
