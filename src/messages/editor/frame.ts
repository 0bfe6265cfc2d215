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
  unknownToken: 'This token is not known. Check that it was copied whole.',
  tooManyAttempts: 'Too many attempts. Wait a minute, then try again.',
  noAdministrator: (characters: number) =>
    `Nobody can sign in yet: ADMIN_TOKEN is not set, or is shorter than ${characters} characters. Whoever operates this service sets it with:`,
  sessionEnded: 'You are no longer signed in.',
  refusedTitle: 'This was not done',
  notOurForm:
    'This form did not come from this page, or its session has ended. Go back, reload the page and try again.',
  unreadableForm: 'The form was too large or could not be read.',
  notYourRole: 'Your token may not do this. Ask your administrator for one that may.',
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
  unknownToken: '没有这个令牌。请检查是否复制完整。',
  tooManyAttempts: '尝试次数过多，请一分钟后再试。',
  noAdministrator: (characters) =>
    `暂时无法登录：ADMIN_TOKEN 尚未设置，或不足 ${characters} 个字符。请运维人员用以下命令设置：`,
  sessionEnded: '登录已失效。',
  refusedTitle: '操作没有执行',
  notOurForm: '该表单不是从本页面提交的，或登录已失效。请返回、刷新页面后重试。',
  unreadableForm: '表单过大或无法读取。',
  notYourRole: '您的令牌没有此权限，请联系管理员。',
  toEditor: '返回编辑台',
};

export const FRAME_TEXTS = { english: ENGLISH, chinese: CHINESE };
