/** An editor at their page without any script: pages are read, forms are sent as a browser sends them. */

import { ADMIN_TOKEN, ORIGIN, send } from './client.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** How a browser sends a form of one of our own pages. */
export const OWN_FORM = {
  'sec-fetch-site': 'same-origin',
  origin: ORIGIN,
  'content-type': 'application/x-www-form-urlencoded',
};

/** Writes fields as a form's body; a list is a field that is there several times. */
export function writeForm(fields: Fields): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body.toString();
}

let clients = 0;
/** An address that no other test signs in from: attempts are counted by address. */
export const takeClientAddress = () => `198.51.100.${++clients}`;

/** Sends a token to the sign-in form. */
export function sendToken(token: string, headers: Record<string, string> = {}): Promise<Response> {
  return send('/editor/sign-in', {
    method: 'POST',
    headers: { ...OWN_FORM, 'cf-connecting-ip': takeClientAddress(), ...headers },
    body: writeForm({ token, to: '/editor' }),
  });
}

export class EditorClient {
  readonly cookie: string;
  formToken = '';

  constructor(cookie: string) {
    this.cookie = cookie;
  }

  /** The page as HTML; the status must be as expected. */
  async see(path: string, status = 200, headers: Record<string, string> = {}): Promise<string> {
    const response = await send(path, { headers: { cookie: this.cookie, ...headers } });
    const html = await response.text();
    if (response.status !== status) throw new Error(`GET ${path}: ${response.status}: ${html}`);
    this.formToken = /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? this.formToken;
    return html;
  }

  /** Sends a form with what every form of the page carries. */
  submit(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Response> {
    return send(path, {
      method: 'POST',
      headers: { ...OWN_FORM, cookie: this.cookie, ...headers },
      body: writeForm({ form_token: this.formToken, ...fields }),
    });
  }

  /** Sends a form and expects to be led on; the place. */
  async submitFor(path: string, fields: Fields): Promise<string> {
    const response = await this.submit(path, fields);
    const text = await response.text();
    if (response.status !== 303) throw new Error(`POST ${path}: ${response.status}: ${text}`);
    return response.headers.get('location') ?? '';
  }
}

/** Signs in and reads the first page. */
export async function signIn(token = ADMIN_TOKEN): Promise<EditorClient> {
  const response = await sendToken(token);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  if (response.status !== 303 || cookie === '') throw new Error(`sign-in: ${response.status}`);
  const client = new EditorClient(cookie);
  await client.see('/editor/webhooks');
  return client;
}

/** The fields that a form shows, by name, as a browser would send them back. */
export function readFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const isUnchecked = /type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag);
    if (name === undefined || isUnchecked) continue;
    const value = unescapeHtml(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
    // A time is sent in its shortest form (HTML, "normalized local date and time string").
    fields[name] = tag.includes('type="datetime-local"') ? value.replace(/(T..:..):00$/, '$1') : value;
  }
  for (const [, name = '', value = ''] of html.matchAll(
    /<textarea [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
  )) {
    fields[name] = unescapeHtml(value);
  }
  for (const [, name = '', options = ''] of html.matchAll(
    /<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  return fields;
}

/** The text that an attribute or a text area of a page holds. */
export function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
