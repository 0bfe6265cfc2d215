/** What makes text mean itself for services that read Markdown of one kind or another. */

/** What CommonMark reads as markup somewhere. */
const SIGNS = /[\\`*_{}[\]<>#+\-!|~]/g;

/** Makes text mean itself: a backslash before what could be markup (CommonMark §2.4); and it notifies nobody. */
export function escapeCommonMark(text: string): string {
  return muteMentions(text.replace(SIGNS, '\\$&'));
}

/** An invisible word joiner behind each `@`: a title notifies nobody. */
export function muteMentions(text: string): string {
  return text.replaceAll('@', '@\u2060');
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '~': '～',
  '`': '｀',
  '#': '＃',
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '\\': '＼',
};

/** Replaces what DingTalk's and WeCom's Markdown would read as markup; neither documents any escaping. */
export function replaceMarkdownSigns(text: string): string {
  return text.replace(/[*_~`#<>[\]\\]/g, (character) => LOOK_ALIKES[character] ?? character);
}
