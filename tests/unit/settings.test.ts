import { expect, it } from 'vitest';
import { fingerprintPageSettings, fingerprintSettings, readSettings } from '../../src/settings.ts';

it('feeds are other bytes under another icon, and the same under other pictures, colours and links of pages', () => {
  const plain = readSettings({});
  expect(fingerprintSettings(readSettings({ PUBLICATION_ICON: 'https://town.example/i.png' }))).not.toBe(
    fingerprintSettings(plain),
  );
  for (const source of [
    { PUBLICATION_IMAGE: 'https://town.example/i.png' },
    { PUBLICATION_COLOR: '#035' },
    { FOOTER_LINKS: '[{"name":"Imprint","url":"https://town.example/"}]' },
  ]) {
    const settings = readSettings(source);
    expect(fingerprintSettings(settings)).toBe(fingerprintSettings(plain));
    expect(fingerprintPageSettings(settings)).not.toBe(fingerprintPageSettings(plain));
  }
});
