/** Every word of the public pages. Pages are cached, so their language is the publication's, never the reader's. */

import type { Relation } from '../../article/article.ts';

/** How to follow a feed, for people who have never done so. */
export interface SubscribeTexts {
  readonly title: string;
  readonly lead: string;
  readonly whatTitle: string;
  readonly what: readonly string[];
  readonly readersTitle: string;
  readonly readersIntro: string;
  /** Where it runs, what it is called. */
  readonly readers: readonly { readonly where: string; readonly names: string }[];
  readonly howTitle: string;
  readonly how: readonly string[];
  readonly addressesTitle: string;
  readonly everything: string;
  readonly everythingHint: string;
  readonly addressOf: (name: string) => string;
  readonly copy: string;
  readonly copied: string;
  readonly otherFormats: string;
  readonly allTitle: string;
  readonly all: string;
  readonly download: string;
  readonly otherTitle: string;
  readonly mail: string;
  /** Around the link to the API's documentation. */
  readonly webhook: readonly [before: string, link: string, after: string];
}

export interface PageTexts {
  /** BCP 47: the language that these texts are in. */
  readonly language: string;
  readonly skip: string;
  readonly pages: string;
  readonly news: string;
  readonly subscribe: string;
  readonly newest: string;
  readonly older: string;
  readonly olderTitle: string;
  readonly empty: string;
  readonly categories: string;
  readonly officials: string;
  readonly allFeeds: string;
  readonly follow: string;
  readonly followHint: string;
  readonly website: string;
  readonly published: string;
  readonly updated: string;
  readonly withdrawn: string;
  readonly source: string;
  readonly original: string;
  readonly by: string;
  readonly officialsOfArticle: string;
  readonly relations: Readonly<Record<Relation, string>>;
  readonly attachments: string;
  /** What a table is called for those who cannot see that it is one. */
  readonly table: string;
  readonly notices: Readonly<
    Record<400 | 404 | 429 | 503, { readonly title: string; readonly text: string }>
  >;
  readonly toNews: string;
  readonly listSeparator: string;
  readonly subscribing: SubscribeTexts;
}

const EN: PageTexts = {
  language: 'en',
  skip: 'Skip to the content',
  pages: 'Pages',
  news: 'News',
  subscribe: 'Subscribe',
  newest: 'Newest articles',
  older: 'Older articles',
  olderTitle: 'Older articles',
  empty: 'Nothing has been published here yet.',
  categories: 'Subjects',
  officials: 'Officials',
  allFeeds: 'Everything one can subscribe to',
  follow: 'Follow this page',
  followHint: 'New articles come to you by themselves: add one of these addresses to a feed reader.',
  website: 'Website',
  published: 'Published',
  updated: 'Updated on',
  withdrawn: 'Withdrawn on',
  source: 'Source',
  original: 'Original page',
  by: 'By',
  officialsOfArticle: 'Officials in this article',
  relations: { actor: 'takes part', author: 'author', quoted: 'is quoted', mentioned: 'is mentioned' },
  attachments: 'Documents',
  table: 'Table',
  notices: {
    400: { title: 'This address is not complete', text: 'A part of it is missing or was changed.' },
    404: {
      title: 'There is no such page',
      text: 'The address may have been mistyped, or what was here has another one now.',
    },
    429: {
      title: 'One moment, please',
      text: 'Many pages were asked for from your connection. Please try again in a minute.',
    },
    503: {
      title: 'This page is not available now',
      text: 'It will be back soon. Please try again in a minute.',
    },
  },
  toNews: 'To the newest articles',
  listSeparator: ', ',
  subscribing: {
    title: 'Subscribe',
    lead: 'Get our news as soon as it is published, without an account, without giving us your address, and free of charge.',
    whatTitle: 'What is a feed?',
    what: [
      'A feed is an address that always holds our newest articles. A feed reader is an app that looks there for you and shows what is new, from us and from everybody else whose feeds you add.',
      'We do not learn who you are, and nobody can keep you from leaving: remove the address from your reader, and that is all.',
    ],
    readersTitle: '1. Choose a feed reader',
    readersIntro: 'There are many, and all of them work. These are well known and free to use:',
    readers: [
      { where: 'On the telephone', names: 'NetNewsWire (iPhone, iPad), Feeder (Android)' },
      { where: 'On the computer', names: 'Thunderbird (Windows, macOS, Linux)' },
      { where: 'In the browser', names: 'Inoreader' },
    ],
    howTitle: '2. Add an address to it',
    how: [
      'Copy one of the addresses below.',
      'In your reader look for “Add feed”, “Subscribe” or a plus sign.',
      'Paste the address and confirm. That is all.',
    ],
    addressesTitle: 'Our feeds',
    everything: 'Everything',
    everythingHint: 'All articles, whatever they are about',
    addressOf: (name) => `Address of the feed: ${name}`,
    copy: 'Copy',
    copied: 'Copied',
    otherFormats: 'Other formats',
    allTitle: 'All of them at once',
    all: 'This file holds every address above. Your reader’s “Import” or “OPML” takes it.',
    download: 'Download the list (OPML)',
    otherTitle: 'By e-mail, in a chat, in your own program',
    mail: 'Services that turn feeds into e-mail, such as Blogtrottr, take the addresses above.',
    webhook: [
      'Slack, Teams, Feishu, DingTalk, WeCom, Telegram, Discord and programs of your own can be told by webhook within seconds: ask us for access, and see the ',
      'documentation',
      '.',
    ],
  },
};

const ZH_HANS: PageTexts = {
  language: 'zh-Hans',
  skip: '跳到正文',
  pages: '页面',
  news: '最新消息',
  subscribe: '订阅',
  newest: '最新文章',
  older: '更早的文章',
  olderTitle: '更早的文章',
  empty: '这里还没有发布文章。',
  categories: '栏目',
  officials: '人物',
  allFeeds: '全部可订阅内容',
  follow: '关注本页',
  followHint: '把下面任一地址添加到订阅阅读器，新文章就会自动送达。',
  website: '网站',
  published: '发布时间',
  updated: '更新于',
  withdrawn: '撤回于',
  source: '来源',
  original: '原文页面',
  by: '作者',
  officialsOfArticle: '文中人物',
  relations: { actor: '参与', author: '作者', quoted: '引述', mentioned: '提及' },
  attachments: '附件',
  table: '表格',
  notices: {
    400: { title: '地址不完整', text: '地址中有一部分缺失或被改动。' },
    404: { title: '没有这个页面', text: '地址可能有误，或者内容已经移到别处。' },
    429: { title: '请稍候', text: '来自您网络的请求过多，请一分钟后再试。' },
    503: { title: '页面暂时无法打开', text: '很快就会恢复，请一分钟后再试。' },
  },
  toNews: '查看最新文章',
  listSeparator: '、',
  subscribing: {
    title: '订阅',
    lead: '文章一发布就能收到：不用注册，不用留下联系方式，完全免费。',
    whatTitle: '什么是订阅源？',
    what: [
      '订阅源是一个网址，里面始终是我们最新的文章。订阅阅读器是一种应用，它替您查看这些网址，把我们和其他网站的新内容集中显示出来。',
      '我们不会知道您是谁；不想再看时，从阅读器里删除这个地址即可。',
    ],
    readersTitle: '一、选择阅读器',
    readersIntro: '阅读器有很多，都可以使用。以下几种较为常见，可以免费使用：',
    readers: [
      { where: '手机', names: 'NetNewsWire（iPhone、iPad）、Feeder（安卓）' },
      { where: '电脑', names: 'Thunderbird（Windows、macOS、Linux）' },
      { where: '浏览器', names: 'Inoreader' },
    ],
    howTitle: '二、添加地址',
    how: ['复制下面的一个地址。', '在阅读器中找到“添加订阅”或加号。', '粘贴地址并确认，就完成了。'],
    addressesTitle: '我们的订阅源',
    everything: '全部文章',
    everythingHint: '不分栏目，所有文章',
    addressOf: (name) => `订阅地址：${name}`,
    copy: '复制',
    copied: '已复制',
    otherFormats: '其他格式',
    allTitle: '一次全部订阅',
    all: '这个文件包含上面的全部地址，可用阅读器的“导入”或“OPML”功能打开。',
    download: '下载列表（OPML）',
    otherTitle: '电子邮件、聊天群和自己的程序',
    mail: '把订阅源转成电子邮件的服务（例如 Blogtrottr）可以使用上面的地址。',
    webhook: [
      '飞书、钉钉、企业微信、Telegram、Slack、Teams、Discord 和您自己的程序可以通过 Webhook 在几秒内收到通知：请向我们申请，并参阅',
      '接口文档',
      '。',
    ],
  },
};

const ZH_HANT: PageTexts = {
  language: 'zh-Hant',
  skip: '跳到正文',
  pages: '頁面',
  news: '最新消息',
  subscribe: '訂閱',
  newest: '最新文章',
  older: '更早的文章',
  olderTitle: '更早的文章',
  empty: '這裡還沒有發布文章。',
  categories: '欄目',
  officials: '人物',
  allFeeds: '全部可訂閱內容',
  follow: '關注本頁',
  followHint: '把下面任一網址加入訂閱閱讀器，新文章就會自動送達。',
  website: '網站',
  published: '發布時間',
  updated: '更新於',
  withdrawn: '撤回於',
  source: '來源',
  original: '原文頁面',
  by: '作者',
  officialsOfArticle: '文中人物',
  relations: { actor: '參與', author: '作者', quoted: '引述', mentioned: '提及' },
  attachments: '附件',
  table: '表格',
  notices: {
    400: { title: '網址不完整', text: '網址中有一部分缺失或被改動。' },
    404: { title: '沒有這個頁面', text: '網址可能有誤，或者內容已經移到別處。' },
    429: { title: '請稍候', text: '來自您網路的請求過多，請一分鐘後再試。' },
    503: { title: '頁面暫時無法開啟', text: '很快就會恢復，請一分鐘後再試。' },
  },
  toNews: '查看最新文章',
  listSeparator: '、',
  subscribing: {
    title: '訂閱',
    lead: '文章一發布就能收到：不用註冊，不用留下聯絡方式，完全免費。',
    whatTitle: '什麼是訂閱源？',
    what: [
      '訂閱源是一個網址，裡面始終是我們最新的文章。訂閱閱讀器是一種應用程式，它替您查看這些網址，把我們和其他網站的新內容集中顯示出來。',
      '我們不會知道您是誰；不想再看時，從閱讀器裡刪除這個網址即可。',
    ],
    readersTitle: '一、選擇閱讀器',
    readersIntro: '閱讀器有很多，都可以使用。以下幾種較為常見，可以免費使用：',
    readers: [
      { where: '手機', names: 'NetNewsWire（iPhone、iPad）、Feeder（Android）' },
      { where: '電腦', names: 'Thunderbird（Windows、macOS、Linux）' },
      { where: '瀏覽器', names: 'Inoreader' },
    ],
    howTitle: '二、加入網址',
    how: ['複製下面的一個網址。', '在閱讀器中找到「新增訂閱」或加號。', '貼上網址並確認，就完成了。'],
    addressesTitle: '我們的訂閱源',
    everything: '全部文章',
    everythingHint: '不分欄目，所有文章',
    addressOf: (name) => `訂閱網址：${name}`,
    copy: '複製',
    copied: '已複製',
    otherFormats: '其他格式',
    allTitle: '一次全部訂閱',
    all: '這個檔案包含上面的全部網址，可用閱讀器的「匯入」或「OPML」功能開啟。',
    download: '下載列表（OPML）',
    otherTitle: '電子郵件、聊天群組和自己的程式',
    mail: '把訂閱源轉成電子郵件的服務（例如 Blogtrottr）可以使用上面的網址。',
    webhook: [
      'Telegram、Slack、Teams、Discord、飛書、釘釘、企業微信和您自己的程式可以透過 Webhook 在幾秒內收到通知：請向我們申請，並參閱',
      '介面文件',
      '。',
    ],
  },
};

/** The texts for a publication in this language (BCP 47): Chinese in its script, else English. */
export function choosePageTexts(language: string): PageTexts {
  const locale = new Intl.Locale(language).maximize();
  if (locale.language !== 'zh' && locale.language !== 'yue') return EN;
  return locale.script === 'Hant' ? ZH_HANT : ZH_HANS;
}
