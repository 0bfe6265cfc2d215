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

/** Each format by its name. */
const ADAPTERS: Readonly<Record<DeliveryFormat, FormatAdapter>> = {
  slack: slackFormat,
  mattermost: mattermostFormat,
  rocketchat: rocketchatFormat,
  discord: discordFormat,
  teams: teamsFormat,
  googlechat: googlechatFormat,
  telegram: telegramFormat,
  matrix: matrixFormat,
  ntfy: ntfyFormat,
  feishu: feishuFormat,
  dingtalk: dingtalkFormat,
  wecom: wecomFormat,
  standard: standardFormat,
  websub: websubFormat,
};

/** The format of this name. */
export function findAdapter(name: DeliveryFormat): FormatAdapter {
  return ADAPTERS[name];
}

/** The format that a checked address asks for by its host; `standard` where no service is recognised. */
export function recognizeFormat(url: URL): FormatName {
  return FORMATS.find((name) => name !== 'standard' && ADAPTERS[name].matches(url)) ?? 'standard';
}
