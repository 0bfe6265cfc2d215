/** The one stylesheet of the public pages. */

import { ARTICLE_STYLE } from './article.ts';
import { BASE_STYLE } from './base.ts';
import { LIST_STYLE } from './list.ts';
import { MASTHEAD_STYLE } from './masthead.ts';
import { PRINT_STYLE } from './print.ts';
import { SUBSCRIBE_STYLE } from './subscribe.ts';
import { TOKENS_STYLE } from './tokens.ts';

export const STYLESHEET = [
  TOKENS_STYLE,
  BASE_STYLE,
  MASTHEAD_STYLE,
  LIST_STYLE,
  ARTICLE_STYLE,
  SUBSCRIBE_STYLE,
  PRINT_STYLE,
].join('\n');
