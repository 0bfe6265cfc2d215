import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findFreePort, isPortFree } from '../support/free-port.ts';

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range';

describe('the port of a service that is killed and started again', () => {
  it('is given to nobody else, and nobody listens on it', async () => {
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
    expect(new Set(ports).size).toBe(ports.length);
    for (const port of ports) expect(await isPortFree(port)).toBe(true);
    const [taken = 0] = ports;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
    expect(await isPortFree(taken)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  it.runIf(existsSync(RANGE))('is none that the system gives to connections that go out', async () => {
    const [first = 0, last = 0] = readFileSync(RANGE, 'utf8').split(/\s+/).map(Number);
    const port = await findFreePort();
    expect(port < first || port > last).toBe(true);
  });
});
