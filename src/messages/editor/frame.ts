/** Around every page: the bar, signing in, what is refused. */

const ENGLISH = {
  language: 'en',
  /** The publication's own English where it has one: en-GB orders day and month otherwise than en-US. */
  dateLanguage: (publication: string) => (publication.startsWith('en') ? publication : 'en-GB'),
  skip: 'Skip to the content',
  editor: 'Editor',
  places: { articles: 'Articles', categories: 'Categories', officials: 'Officials', webhooks: 'Webhooks' },
  roles: { admin: 'administrator', editor: 'editor', subscriber: 'subscriber' },

  // Signing in
  signIn: 'Sign in',
  signInHint: 'With the token that your administrator gave you. You stay signed in for 12 hours.',
  token: 'Token',
  signOut: 'Sign out',
  noAdministrator: (characters: number) =>
    `Nobody can sign in yet: ADMIN_TOKEN is not set, or is shorter than ${characters} characters. Whoever operates this service sets it with:`,
  refusedTitle: 'This was not done',
  toEditor: 'To the editor',
};

const CHINESE: typeof ENGLISH = {
  language: 'zh-CN',
  dateLanguage: () => 'zh-CN',
  skip: '跳到正文',
  editor: '编辑台',
  places: { articles: '文章', categories: '栏目', officials: '人物', webhooks: '推送' },
  roles: { admin: '管理员', editor: '编辑', subscriber: '订阅方' },

  signIn: '登录',
  signInHint: '请输入管理员发给您的令牌。登录后 12 小时内有效。',
  token: '令牌',
  signOut: '退出',
  noAdministrator: (characters) =>
    `暂时无法登录：ADMIN_TOKEN 尚未设置，或不足 ${characters} 个字符。请运维人员用以下命令设置：`,
  refusedTitle: '操作没有执行',
  toEditor: '返回编辑台',
};

export const FRAME_TEXTS = { english: ENGLISH, chinese: CHINESE };
