import { expect, it, vi } from 'vitest';
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

it('a setting that cannot be used counts as not set, and the log names it', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const wrong = {
    PUBLIC_URL: 'news.example.org',
    PUBLICATION_LANGUAGE: 'no language',
    PUBLICATION_TIMEZONE: 'Europe/Nowhere',
    PUBLICATION_ICON: 'icon.png',
    PUBLICATION_IMAGE: 'ftp://town.example/i.png',
    FOOTER_LINKS: '[{"name":"Imprint"}]',
    FEED_SIZE: '101',
    WEBHOOK_RETRY_SCHEDULE: '0,soon',
    ALLOW_PRIVATE_TARGETS: 'yes',
    WITHDRAWAL_ENTRIES: 'False',
    CORRECTION_ENTRIES: '1',
    INDEXNOW_KEY: 'short',
  };
  try {
    for (const [name, value] of Object.entries(wrong)) {
      log.mockClear();
      expect(readSettings({ [name]: value })).toEqual(readSettings({}));
      expect(log.mock.calls).toEqual([[JSON.stringify({ event: 'settings_unusable', names: [name] })]]);
    }
    log.mockClear();
    readSettings({
      FEED_SIZE: ' 100 ',
      ALLOW_PRIVATE_TARGETS: 'true',
      WITHDRAWAL_ENTRIES: '',
      FOOTER_LINKS: '[]',
    });
    expect(log).not.toHaveBeenCalled();
  } finally {
    log.mockRestore();
  }
});
