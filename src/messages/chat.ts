/** The words that stand around an article in a chat, in the languages that they exist in. */

export interface ChatMessages {
  /** BCP 47, for dates. */
  readonly locale: string;
  readonly correction: string;
  readonly changeNote: string;
  readonly reason: string;
  readonly officials: string;
  readonly categories: string;
  readonly published: string;
  readonly source: string;
  readonly readArticle: string;
  /** Between a label and what it labels: "Correction: …". */
  readonly colon: string;
  /** Between names of categories. */
  readonly comma: string;
  /** Between officials, whose roles may hold commas themselves. */
  readonly semicolon: string;
  nameWithRole(name: string, role: string): string;
  digestHeading(publicationTitle: string, count: number): string;
  testMessage(publicationTitle: string): string;
  readonly testExplanation: string;
  endpointFailing(endpoint: string): string;
  endpointDisabled(endpoint: string): string;
}

const ENGLISH: ChatMessages = {
  locale: 'en-GB',
  correction: 'Correction',
  changeNote: 'What changed',
  reason: 'Reason',
  officials: 'Officials',
  categories: 'Categories',
  published: 'Published',
  source: 'Source',
  readArticle: 'Read the article',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  nameWithRole: (name, role) => `${name} (${role})`,
  digestHeading: (title, count) => `${title}: ${count} ${count === 1 ? 'message' : 'messages'}`,
  testMessage: (title) => `Test message from ${title}`,
  testExplanation: 'Whoever reads this will get the articles here.',
  endpointFailing: (endpoint) => `The webhook ${endpoint} is failing`,
  endpointDisabled: (endpoint) => `The webhook ${endpoint} has been disabled`,
};

const CHINESE: ChatMessages = {
  locale: 'zh-CN',
  correction: '更正',
  changeNote: '更正说明',
  reason: '原因',
  officials: '人物',
  categories: '栏目',
  published: '发布时间',
  source: '来源',
  readArticle: '查看全文',
  colon: '：',
  comma: '、',
  semicolon: '；',
  nameWithRole: (name, role) => `${name}（${role}）`,
  digestHeading: (title, count) => `${title}：${count} 条消息`,
  testMessage: (title) => `来自${title}的测试消息`,
  testExplanation: '看到这条消息，说明文章会发送到这里。',
  endpointFailing: (endpoint) => `Webhook ${endpoint} 发送失败`,
  endpointDisabled: (endpoint) => `Webhook ${endpoint} 已停用`,
};

/** The words for a BCP 47 language: Chinese for `zh` in any region or script, else English. */
export function chooseChatMessages(language: string): ChatMessages {
  return /^zh(-|$)/i.test(language) ? CHINESE : ENGLISH;
}
