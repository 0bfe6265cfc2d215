/**
 * The heap of the Worker's own isolate, in which its Durable Objects live as well, asked for by the inspector's protocol
 * (https://chromedevtools.github.io/devtools-protocol/v8/): what the local runtime takes beside it, as its store does, is
 * in other isolates.
 */

const MAX_WAIT_MS = 60_000;

/** Node's takes header fields as well. */
const NodeSocket = WebSocket as unknown as new (
  url: string,
  options: { readonly headers: Readonly<Record<string, string>> },
) => WebSocket;

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number; readonly backingStorageSize?: number };
  readonly error?: { readonly message: string };
}

export interface Heap {
  /** Bytes in use once everything that nobody can reach is gone. */
  measure(): Promise<number>;
}

/** Opens the inspector that `wrangler dev` has on this port for the service at `origin`. */
export async function openHeap(inspectorPort: number, origin: string): Promise<Heap> {
  const targets = (await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json()) as readonly {
    readonly webSocketDebuggerUrl: string;
  }[];
  const [target] = targets;
  if (target === undefined) throw new Error('The inspector has nothing to look into.');
  // Only whoever says that they are of this machine is let in.
  const socket = new NodeSocket(target.webSocketDebuggerUrl, { headers: { origin: 'http://localhost' } });
  const waiting = new Map<number, (answer: Answer) => void>();
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The inspector takes no connection.')));
  });
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  const ask = async (method: string): Promise<Answer> => {
    last += 1;
    const id = last;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    const late = new Promise<Answer>((resolve) =>
      setTimeout(() => resolve({ error: { message: 'It does not answer.' } }), MAX_WAIT_MS).unref(),
    );
    const answer = await Promise.race([answered, late]);
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer;
  };
  await ask('Runtime.enable');
  await ask('HeapProfiler.enable');
  return {
    measure: async () => {
      let isCollected = false;
      const collected = ask('HeapProfiler.collectGarbage').finally(() => (isCollected = true));
      // An isolate does what is asked of it there only while it answers requests.
      while (!isCollected) {
        await fetch(`${origin}/health`)
          .then((answer) => answer.text())
          .catch(() => undefined);
      }
      await collected;
      const { result } = await ask('Runtime.getHeapUsage');
      return (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0);
    },
  };
}
