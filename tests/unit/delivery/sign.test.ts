import * as ed25519 from '@noble/ed25519';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import {
  formatSecret,
  makeSecret,
  parseSecret,
  readPublicKey,
  signStandard,
  signWebSub,
} from '../../../src/delivery/sign.ts';
import { anyText } from '../../support/arbitrary-text.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a Standard Webhooks signature', () => {
  test('is the one of the published vector', async () => {
    const signature = await signStandard({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: '{"test": 2432232314}',
      secrets: [SECRET],
    });
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('is accepted by the standardwebhooks library with either secret of a rotation', async () => {
    const secretBytes = fc.uint8Array({ minLength: 24, maxLength: 64, size: 'max' });
    const property = fc.asyncProperty(
      secretBytes,
      secretBytes,
      anyText().map((text) => JSON.stringify({ text })),
      async (bytes, olderBytes, body) => {
        const secrets = [formatSecret(bytes), formatSecret(olderBytes)];
        const timestampSeconds = Math.floor(Date.now() / 1000);
        const signature = await signStandard({ id: 'msg_1', timestampSeconds, body, secrets });
        const headers = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(timestampSeconds),
          'webhook-signature': signature,
        };
        for (const secret of secrets) new Webhook(secret).verify(body, headers);
        expect(() => new Webhook(formatSecret(new Uint8Array(32))).verify(body, headers)).toThrow();
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });
});

describe('a Standard Webhooks signature with a key pair', () => {
  // The vector that Svix and the specification publish: seed and public key, 64 bytes.
  const PRIVATE_KEY =
    'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
  const seedOf = (privateKey: string) => Buffer.from(privateKey.slice(5), 'base64').subarray(0, 32);

  test('is the one of the published vector', async () => {
    const signature = await signStandard({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: '{"test": 2432232314}',
      secrets: [PRIVATE_KEY],
    });
    expect(signature).toBe(
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    );
    expect(readPublicKey(PRIVATE_KEY)).toBe('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=');
    expect(await makeSecret('v1a', seedOf(PRIVATE_KEY))).toBe(PRIVATE_KEY);
  });

  test('is accepted by another implementation of Ed25519 with the public key, and with no other', async () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const property = fc.asyncProperty(seed, anyText(), async (bytes, text) => {
      const body = JSON.stringify({ text });
      const privateKey = await makeSecret('v1a', bytes);
      const secrets = [privateKey, formatSecret(bytes)];
      const [asymmetric = '', symmetric] = (
        await signStandard({ id: 'msg_1', timestampSeconds: 1, body, secrets })
      ).split(' ');
      expect(symmetric).toMatch(/^v1,/);
      const content = new TextEncoder().encode(`msg_1.1.${body}`);
      const signature = Buffer.from(asymmetric.replace(/^v1a,/, ''), 'base64');
      const publicKey = Buffer.from(readPublicKey(privateKey).replace(/^whpk_/, ''), 'base64');
      expect(await ed25519.verifyAsync(signature, content, publicKey)).toBe(true);
      const other = Buffer.from(readPublicKey(PRIVATE_KEY).slice(5), 'base64');
      expect(await ed25519.verifyAsync(signature, content, other)).toBe(false);
    });
    await fc.assert(property, { numRuns: 30 });
  });
});

describe('a secret', () => {
  test('of the random bytes given is read back as these bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64, size: 'max' }), (bytes) => {
        const parsed = parseSecret(formatSecret(bytes));
        expect(parsed.ok && Array.from(parsed.value)).toEqual(Array.from(bytes));
      }),
    );
  });

  test.each([
    ['', 'without the prefix'],
    ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'without the prefix'],
    ['whsec_', 'empty'],
    ['whsec_c2hvcnQ=', 'of 5 bytes'],
    [formatSecret(new Uint8Array(23)), 'of 23 bytes'],
    [formatSecret(new Uint8Array(65)), 'of 65 bytes'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS', 'with a piece missing'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_', 'in the URL alphabet'],
    ['whsec_MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw', 'with a space'],
  ])('%s (%s) is refused', (text) => {
    const parsed = parseSecret(text);
    expect(parsed.ok).toBe(false);
  });
});

test('a WebSub signature is the HMAC of RFC 4231, test case 2', async () => {
  const body = 'what do ya want for nothing?';
  expect(await signWebSub(body, 'Jefe')).toBe(
    'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
