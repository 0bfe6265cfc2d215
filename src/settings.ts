/** The installation's settings, read from the environment's strings and made safe to use. */

import * as z from 'zod';
import { canonicalizeLanguage } from './language-tag.ts';

/** What an operator sets in `wrangler.toml` or as secrets; every value is a string there. */
export interface SettingsSource {
  readonly ADMIN_TOKEN?: string;
  readonly PUBLIC_URL?: string;
  readonly PUBLICATION_TITLE?: string;
  readonly PUBLICATION_DESCRIPTION?: string;
  readonly PUBLICATION_LANGUAGE?: string;
  readonly PUBLICATION_TIMEZONE?: string;
  readonly PUBLICATION_ICON?: string;
  readonly PUBLICATION_IMAGE?: string;
  readonly PUBLICATION_COLOR?: string;
  readonly FOOTER_LINKS?: string;
  readonly FEED_SIZE?: string;
  readonly WEBHOOK_RETRY_SCHEDULE?: string;
  readonly ALLOW_PRIVATE_TARGETS?: string;
  readonly WITHDRAWAL_ENTRIES?: string;
  readonly CORRECTION_ENTRIES?: string;
  readonly INDEXNOW_KEY?: string;
}

export interface FooterLink {
  readonly name: string;
  readonly url: string;
}

export interface Settings {
  /** Base of every link, without a trailing slash; never taken from a request. */
  readonly publicUrl: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47; the default of an article. */
  readonly language: string;
  /** IANA name. */
  readonly timezone: string;
  /** Address of a square picture, in feeds and beside the pages' names. */
  readonly iconUrl: string;
  /** Address of the picture that social media show for what has none of its own. */
  readonly imageUrl: string;
  /** A CSS colour as the operator wrote it; '' for the built-in one. */
  readonly color: string;
  /** At the foot of every page: imprint, privacy, accessibility. */
  readonly footerLinks: readonly FooterLink[];
  /** Newest articles in a feed document, 1 to 100. */
  readonly feedSize: number;
  /** Seconds before each attempt, in order. */
  readonly retryScheduleSeconds: readonly number[];
  /** True where the operator left WEBHOOK_RETRY_SCHEDULE at its default. */
  readonly hasDefaultRetrySchedule: boolean;
  readonly allowPrivateTargets: boolean;
  /** Whether a withdrawal has an entry of its own in feeds. */
  readonly withdrawalEntries: boolean;
  /** The same of a major change. */
  readonly correctionEntries: boolean;
  /** What proves to search engines that the pages are ours, in public; null: they are told of nothing. */
  readonly indexNowKey: string | null;
}

/** The example schedule of Standard Webhooks 1.0.0: ten attempts over 75 hours. */
export const DEFAULT_RETRY_SCHEDULE_SECONDS: readonly number[] = [
  0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

const DEFAULT_PUBLIC_URL = 'http://localhost:8787';
/** Where the built-in icon is, from the root. */
export const ICON_PATH = '/icon.png';
const DEFAULT_FEED_SIZE = 20;
const MAX_FEED_SIZE = 100;

const NAMES = [
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'PUBLICATION_DESCRIPTION',
  'PUBLICATION_LANGUAGE',
  'PUBLICATION_TIMEZONE',
  'PUBLICATION_ICON',
  'PUBLICATION_IMAGE',
  'PUBLICATION_COLOR',
  'FOOTER_LINKS',
  'FEED_SIZE',
  'WEBHOOK_RETRY_SCHEDULE',
  'ALLOW_PRIVATE_TARGETS',
  'WITHDRAWAL_ENTRIES',
  'CORRECTION_ENTRIES',
  'INDEXNOW_KEY',
] as const;

type SettingName = (typeof NAMES)[number];

let lastRead: { readonly key: string; readonly settings: Settings } | null = null;

/**
 * Reads the settings. What cannot be used (a number out of range, a zone nobody knows) falls back to its
 * default: a public feed must not go dark over a typing error in a variable. The log names it.
 */
export function readSettings(source: SettingsSource): Settings {
  const key = NAMES.map((name) => source[name]).join('\n');
  // Every request and every object asks; time zones and languages take long to check.
  if (lastRead?.key !== key) {
    const { settings, unusable } = checkSettings(source);
    if (unusable.length > 0) console.error(JSON.stringify({ event: 'settings_unusable', names: unusable }));
    lastRead = { key, settings };
  }
  return lastRead.settings;
}

function checkSettings(source: SettingsSource) {
  const unusable: SettingName[] = [];
  const read = <T>(name: SettingName, fallback: T, parse: (text: string) => T | null): T => {
    const text = source[name]?.trim() ?? '';
    if (text === '') return fallback;
    const value = parse(text);
    if (value === null) unusable.push(name);
    return value ?? fallback;
  };
  const schedule = read('WEBHOOK_RETRY_SCHEDULE', DEFAULT_RETRY_SCHEDULE_SECONDS, parseSchedule);
  const publicUrl = read('PUBLIC_URL', DEFAULT_PUBLIC_URL, parsePublicUrl);
  const iconUrl = read('PUBLICATION_ICON', publicUrl + ICON_PATH, parseAddress);
  const settings: Settings = {
    publicUrl,
    iconUrl,
    imageUrl: read('PUBLICATION_IMAGE', iconUrl, parseAddress),
    color: source.PUBLICATION_COLOR?.trim() ?? '',
    footerLinks: read('FOOTER_LINKS', [], parseFooterLinks),
    title: source.PUBLICATION_TITLE?.trim() || 'Gazette',
    description: source.PUBLICATION_DESCRIPTION?.trim() || source.PUBLICATION_TITLE?.trim() || 'Gazette',
    language: read('PUBLICATION_LANGUAGE', 'en', canonicalizeLanguage),
    timezone: read('PUBLICATION_TIMEZONE', 'UTC', parseTimezone),
    feedSize: read('FEED_SIZE', DEFAULT_FEED_SIZE, parseFeedSize),
    retryScheduleSeconds: schedule,
    hasDefaultRetrySchedule: schedule.join() === DEFAULT_RETRY_SCHEDULE_SECONDS.join(),
    allowPrivateTargets: read('ALLOW_PRIVATE_TARGETS', false, parseSwitch),
    withdrawalEntries: read('WITHDRAWAL_ENTRIES', true, parseSwitch),
    correctionEntries: read('CORRECTION_ENTRIES', false, parseSwitch),
    indexNowKey: read<string | null>('INDEXNOW_KEY', null, parseIndexNowKey),
  };
  return { settings, unusable };
}

/**
 * What feed bytes depend on besides articles, in one string: part of every ETag, and what tells the ledger
 * that its documents want writing again.
 */
export function fingerprintSettings(settings: Settings): string {
  const { publicUrl, title, description, language, timezone, iconUrl, feedSize } = settings;
  const { withdrawalEntries, correctionEntries } = settings;
  const entries = [withdrawalEntries, correctionEntries];
  return JSON.stringify([publicUrl, title, description, language, timezone, iconUrl, feedSize, ...entries]);
}

/** The same of what pages depend on. */
export function fingerprintPageSettings(settings: Settings): string {
  const { imageUrl, color, footerLinks } = settings;
  return JSON.stringify([fingerprintSettings(settings), imageUrl, color, footerLinks]);
}

function parsePublicUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function parseAddress(text: string): string | null {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}

function parseFooterLinks(text: string): readonly FooterLink[] | null {
  // Most have none, and the first schema that is made takes long: no reader of a feed waits for it.
  if (text === '[]') return [];
  const url = z.string().refine((address) => parseAddress(address) !== null);
  try {
    return z.array(z.object({ name: z.string().trim().min(1), url })).parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function parseIndexNowKey(text: string): string | null {
  return /^[a-zA-Z0-9-]{8,128}$/.test(text) ? text : null;
}

/** Where search engines look for the IndexNow key, from the root. */
export function buildKeyPath(key: string): string {
  return `/${key}.txt`;
}

/** True for the names and addresses by which a machine calls itself. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])\.?$/.test(host);
}

function parseTimezone(text: string): string | null {
  // The first formatter takes a new process ten milliseconds, and no reader of a feed needs one.
  if (text === 'UTC' || Intl.supportedValuesOf('timeZone').includes(text)) return text;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return null;
  }
}

function parseFeedSize(text: string): number | null {
  const size = Number(text);
  return Number.isInteger(size) && size >= 1 && size <= MAX_FEED_SIZE ? size : null;
}

function parseSchedule(text: string): readonly number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  const seconds = parts.map(Number);
  const isUsable = seconds.every((value, index) => parts[index] !== '' && value >= 0 && value <= 7 * 86_400);
  return isUsable ? seconds : null;
}

function parseSwitch(text: string): boolean | null {
  return text === 'true' || (text === 'false' ? false : null);
}
