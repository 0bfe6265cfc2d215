/** Every format, found by its name or recognised by an address. */

import type { DeliveryFormat, FormatName } from '../endpoint.ts';
import { FORMATS } from '../endpoint.ts';
import { dingtalkFormat } from './dingtalk.ts';
import { discordFormat } from './discord.ts';
import { feishuFormat } from './feishu.ts';
import type { FormatAdapter } from './format.ts';
import { googlechatFormat } from './googlechat.ts';
import { matrixFormat } from './matrix.ts';
import { mattermostFormat } from './mattermost.ts';
import { ntfyFormat } from './ntfy.ts';
import { rocketchatFormat } from './rocketchat.ts';
import { slackFormat } from './slack.ts';
import { standardFormat } from './standard.ts';
import { teamsFormat } from './teams.ts';
import { telegramFormat } from './telegram.ts';
import { websubFormat } from './websub.ts';
import { wecomFormat } from './wecom.ts';

/** In order of recognition: `standard` is what no service's own format matches. */
const ADAPTERS: readonly FormatAdapter[] = [
  slackFormat,
  mattermostFormat,
  rocketchatFormat,
  discordFormat,
  teamsFormat,
  googlechatFormat,
  telegramFormat,
  matrixFormat,
  ntfyFormat,
  feishuFormat,
  dingtalkFormat,
  wecomFormat,
  standardFormat,
];

const BY_NAME: ReadonlyMap<DeliveryFormat, FormatAdapter> = new Map(
  [...ADAPTERS, websubFormat].map((adapter) => [adapter.name, adapter]),
);

/** The format of this name. */
export function findAdapter(name: DeliveryFormat): FormatAdapter {
  return BY_NAME.get(name) ?? standardFormat;
}

/** The format that an address asks for by its host; `standard` where no service is recognised. */
export function recognizeFormat(url: URL): FormatName {
  const recognized = ADAPTERS.find((adapter) => adapter.matches(url))?.name;
  return FORMATS.find((name) => name === recognized) ?? 'standard';
}
