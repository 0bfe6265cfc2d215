/** The pages' own files: style, script, icon. Their addresses change with their bytes, so they may be kept for good. */

import { digestText } from '../../feed/conditional.ts';
import { ICON_PATH, readSettings } from '../../settings.ts';
import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { STYLESHEET } from './stylesheet.ts';

/** Without it the addresses can be selected and copied by hand. */
const COPY_SCRIPT = `'use strict';
const status = document.getElementById('copy-status');
for (const button of document.querySelectorAll('button[data-copies]')) {
  const field = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    try {
      // Absent outside of secure contexts, where the old way still works.
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else if (!document.execCommand('copy')) return;
    } catch {
      return;
    }
    button.textContent = button.dataset.done;
    status.textContent = button.dataset.done + ': ' + field.value;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
for (const button of document.querySelectorAll('button[data-shares]')) {
  const url = document.getElementById(button.dataset.shares).value;
  button.hidden = navigator.share === undefined;
  // Rejected where whoever asked for it changed their mind.
  button.addEventListener('click', () => navigator.share({ title: document.title, url }).catch(() => {}));
}
for (const field of document.querySelectorAll('input[readonly]')) {
  field.addEventListener('focus', () => field.select());
}
`;

/** The same as a picture of 384 × 384 pixels, for what takes no drawings: feeds, telephones, social media. */
const ICON_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAYAAAAGAAQMAAACeCSf8AAAABlBMVEWMHBP///8rF8mMAAAAaElEQVR42u3asQ0AIAhFQfaf1g10AYkURinu9deSXxAhSZKkQrMQAADAY3A8XAAAAAAAAMB2aQEAAPwFrjcAAABgewMAANjeAAAAAHBnew8AAIAWwPUGAAAAAADIgK94AABaAUmSJCUt7F22wW/ar5YAAAAASUVORK5CYII=';

const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="5" fill="#8c1c13"/>
  <g fill="none" stroke="#fff" stroke-width="2">
    <rect x="5" y="5" width="22" height="22" rx="1.5"/>
    <path d="M10 11h12M10 16h12M10 21h7"/>
  </g>
</svg>
`;

interface Asset {
  readonly name: string;
  readonly ending: string;
  readonly contentType: string;
  readonly text: string;
  /** From the root, so that the pages look right under whatever name the Worker is reached. Changes with the bytes. */
  readonly path: () => string;
}

const STYLE = defineAsset('page', 'css', 'text/css; charset=utf-8', STYLESHEET);
const COPY = defineAsset('copy', 'js', 'text/javascript; charset=utf-8', COPY_SCRIPT);
const ICON = defineAsset('icon', 'svg', 'image/svg+xml', ICON_SVG);

export const findStylesheetPath = STYLE.path;
export const findCopyScriptPath = COPY.path;
export const findDrawnIconPath = ICON.path;

/** `Cache-Control` of what is at this address for good. */
export const FOREVER = 'public, max-age=31536000, immutable';
/** A page that was cached before a release still names the earlier file; it gets today's. */
const FOR_NOW = 'public, max-age=300';
/** Icons are asked for with every visit, and change with years. */
const FOR_ONE_DAY = 'public, max-age=86400';

/** Puts the files into the app. */
export function mountAssets(app: App): void {
  mountIcons(app);
  for (const asset of [STYLE, COPY, ICON]) {
    const pattern = `/assets/:file{${asset.name}-[a-z0-9]+\\.${asset.ending}}`;
    app.get(
      pattern,
      (c) =>
        new Response(asset.text, {
          headers: {
            'content-type': asset.contentType,
            'cache-control': c.req.path === asset.path() ? FOREVER : FOR_NOW,
            'x-content-type-options': 'nosniff',
          },
        }),
    );
    answerOtherMethods(app, pattern, ['GET']);
  }
}

/** Where browsers and telephones look for a site's icon by themselves; and where ours is. */
const ICON_PATHS = [ICON_PATH, '/favicon.ico', '/apple-touch-icon.png', '/apple-touch-icon-precomposed.png'];

function mountIcons(app: App): void {
  for (const path of ICON_PATHS) {
    app.get(path, (c) => {
      const { publicUrl, iconUrl } = readSettings(c.env);
      const headers = { 'cache-control': FOR_ONE_DAY, 'x-content-type-options': 'nosniff' };
      if (iconUrl !== publicUrl + ICON_PATH)
        return new Response(null, { status: 302, headers: { ...headers, location: iconUrl } });
      const bytes = Uint8Array.from(atob(ICON_PNG), (character) => character.charCodeAt(0));
      return new Response(bytes, { headers: { ...headers, 'content-type': 'image/png' } });
    });
    answerOtherMethods(app, path, ['GET']);
  }
}

function defineAsset(name: string, ending: string, contentType: string, text: string): Asset {
  let path: string | undefined;
  // Made at the first use: digests of all of them are a part of a Worker's start that no feed needs.
  return {
    name,
    ending,
    contentType,
    text,
    path: () => (path ??= `/assets/${name}-${digestText(text)}.${ending}`),
  };
}
