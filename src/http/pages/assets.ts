/** The pages' own files: style, script, seal. Their addresses change with their bytes, so they may be kept for good. */

import { digestText } from '../../feed/conditional.ts';
import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { COPY_SCRIPT } from './copy-script.ts';
import { SEAL } from './seal.ts';
import { STYLESHEET } from './style/stylesheet.ts';

interface Asset {
  readonly name: string;
  readonly ending: string;
  readonly contentType: string;
  readonly text: string;
  readonly version: string;
}

const STYLE = defineAsset('page', 'css', 'text/css; charset=utf-8', STYLESHEET);
const COPY = defineAsset('copy', 'js', 'text/javascript; charset=utf-8', COPY_SCRIPT);
const ICON = defineAsset('seal', 'svg', 'image/svg+xml', SEAL);

/** From the root, so that the pages look right under whatever name the Worker is reached. */
export const STYLESHEET_PATH = buildAssetPath(STYLE);
export const COPY_SCRIPT_PATH = buildAssetPath(COPY);
export const SEAL_PATH = buildAssetPath(ICON);

const FOREVER = 'public, max-age=31536000, immutable';
/** A page that was cached before a release still names the earlier file; it gets today's. */
const FOR_NOW = 'public, max-age=300';

/** Puts the files into the app. */
export function mountAssets(app: App): void {
  for (const asset of [STYLE, COPY, ICON]) {
    const pattern = `/assets/:file{${asset.name}-[a-z0-9]+\\.${asset.ending}}`;
    app.get(
      pattern,
      (c) =>
        new Response(asset.text, {
          headers: {
            'content-type': asset.contentType,
            'cache-control': c.req.path === buildAssetPath(asset) ? FOREVER : FOR_NOW,
            'x-content-type-options': 'nosniff',
          },
        }),
    );
    answerOtherMethods(app, pattern, ['GET']);
  }
}

function defineAsset(name: string, ending: string, contentType: string, text: string): Asset {
  return { name, ending, contentType, text, version: digestText(text) };
}

function buildAssetPath({ name, ending, version }: Asset): string {
  return `/assets/${name}-${version}.${ending}`;
}
