/** Full-width look-alikes for the signs of a Markdown that has no escapes of its own. */

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
