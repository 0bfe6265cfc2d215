import { describe, expect, test } from 'vitest';
import { dingtalkFormat } from '../../../../src/delivery/format/dingtalk.ts';
import { discordFormat } from '../../../../src/delivery/format/discord.ts';
import { feishuFormat } from '../../../../src/delivery/format/feishu.ts';
import type { FormatAdapter } from '../../../../src/delivery/format/format.ts';
import { slackFormat } from '../../../../src/delivery/format/slack.ts';
import { teamsFormat } from '../../../../src/delivery/format/teams.ts';
import { telegramFormat } from '../../../../src/delivery/format/telegram.ts';
import { wecomFormat } from '../../../../src/delivery/format/wecom.ts';
import { CHATS, makeArticleMessage, makeContext } from './messages.ts';

async function build(adapter: FormatAdapter, ...titles: readonly string[]) {
  const url = CHATS.find((chat) => chat.name === adapter.name)?.url ?? '';
  const messages = titles.map((title, index) =>
    makeArticleMessage('article.published', { id: `A${index}`, title }),
  );
  return JSON.parse((await adapter.build(messages, makeContext(adapter, url))).request.body);
}

describe('a title cannot', () => {
  test('call a Slack channel', async () => {
    const { text, blocks } = await build(slackFormat, '<!channel> <https://evil.test|here> & *bold*');
    expect(text).toContain('|&lt;!channel&gt; &lt;https://evil.test|here&gt; &amp; *bold*>');
    // Rich text is never parsed: there the title stands as it is.
    expect(blocks[0].elements[0].elements[0]).toMatchObject({
      type: 'link',
      text: '<!channel> <https://evil.test|here> & *bold*',
    });
  });

  test('ping or format in Discord', async () => {
    const one = await build(discordFormat, '@everyone <@1> [x](https://evil.test) **b** `c` ||d||');
    expect(one.embeds[0].title).toBe(
      '\\@everyone \\<@1> \\[x\\](https://evil.test) \\*\\*b\\*\\* \\`c\\` \\|\\|d\\|\\|',
    );
    expect(one.allowed_mentions).toEqual({ parse: [] });
    const list = await build(discordFormat, 'a](https://evil.test)', 'b');
    expect(list.embeds[0].description).toContain('[a\\](https://evil.test)](https://example.com');
    expect(list.allowed_mentions).toEqual({ parse: [] });
  });

  test.each([
    ['2020-01-01 to 2020-01-02', '2020-01-01 to 2020-01-02'],
    ['snake_case, 3 > 2 and #1 (of 2)', 'snake_case, 3 > 2 and #1 (of 2)'],
    ['_so_ ~~not~~ ~ so', '\\_so\\_ \\~\\~not\\~\\~ ~ so'],
    ['# not a heading', '\\# not a heading'],
    ['- not a list', '\\- not a list'],
    ['1. nor this', '1\\. nor this'],
    ['> not quoted', '\\> not quoted'],
  ])('be changed by an escape in Discord that it does not need: %s', async (title, expected) => {
    expect((await build(discordFormat, title)).embeds[0].title).toBe(expected);
  });

  test('be read as Markdown or as a date function in Teams', async () => {
    const { attachments } = await build(teamsFormat, '[x](https://evil.test) {{DATE(2020-01-01T00:00:00Z)}}');
    expect(attachments[0].content.body[0]).toMatchObject({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: '[x](https://evil.test) {\u2060{DATE(2020-01-01T00:00:00Z)}}' }],
    });
  });

  test('bring tags into Telegram or notify a name', async () => {
    const { text } = await build(telegramFormat, '</a><b>R&D</b> "x" @durov');
    expect(text).toContain('>&lt;/a&gt;&lt;b&gt;R&amp;D&lt;/b&gt; &quot;x&quot; @\u2060durov</a></b>');
  });

  test('mention everybody in Feishu', async () => {
    const one = await build(feishuFormat, '<at user_id="all">所有人</at> **x**');
    expect(one.card.header.title).toEqual({
      tag: 'plain_text',
      content: '＜at user_id="all">所有人＜/at> **x**',
    });
    const list = await build(feishuFormat, '<at id=all></at>', 'b');
    expect(JSON.stringify(list)).not.toMatch(/<\/?at/);
  });

  test('mention everybody or format in DingTalk', async () => {
    const { markdown, at } = await build(dingtalkFormat, 'a](https://evil.test) # *b* <font>');
    expect(markdown.text).toContain('[a］(https://evil.test) ＃ ＊b＊ ＜font＞](https://example.com');
    expect(at).toEqual({ atMobiles: [], atUserIds: [], isAtAll: false });
  });

  test('mention anybody or format in WeCom', async () => {
    const { markdown } = await build(wecomFormat, '<@userid> a](https://evil.test) `c`');
    expect(markdown.content).toContain('[＜@userid＞ a］(https://evil.test) ｀c｀](https://example.com');
  });
});

test.each(CHATS)('an address that is no web address is no link in $name', async ({ adapter, url }) => {
  const message = makeArticleMessage('article.published', { title: 'T', url: 'javascript:alert(1)' });
  const { body } = (await adapter.build([message], makeContext(adapter, url))).request;
  expect(body).not.toContain('javascript:');
});

test.each([slackFormat, discordFormat, dingtalkFormat, wecomFormat])(
  'a link with brackets and bars ends where it ends in a digest for %o',
  async (adapter) => {
    const url = CHATS.find((chat) => chat.name === adapter.name)?.url ?? '';
    const messages = ['https://example.com/a_(b)|c', 'https://example.com/d'].map((address, index) =>
      makeArticleMessage('article.published', { id: `A${index}`, title: 'T', url: address }),
    );
    const { body } = (await adapter.build(messages, makeContext(adapter, url))).request;
    expect(body).toMatch(/[(<]https:\/\/example\.com\/a_%28b%29%7Cc[)|]/);
  },
);
