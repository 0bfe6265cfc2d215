/** The list of articles and its search. */

const ENGLISH = {
  newArticle: 'New article',
  words: 'Words',
  status: 'State',
  statuses: { draft: 'Draft', scheduled: 'Scheduled', published: 'Published', withdrawn: 'Withdrawn' },
  category: 'Category',
  official: 'Official',
  all: 'All',
  find: 'Find',
  none: 'There is no article yet. Write the first one.',
  noneFound: 'No article matches. Try fewer words, or another state.',
  older: 'Older',
};

const CHINESE: typeof ENGLISH = {
  newArticle: '写文章',
  words: '关键词',
  status: '状态',
  statuses: { draft: '草稿', scheduled: '定时', published: '已发布', withdrawn: '已撤回' },
  category: '栏目',
  official: '人物',
  all: '全部',
  find: '查找',
  none: '还没有文章，写第一篇吧。',
  noneFound: '没有符合条件的文章。请减少关键词或换一个状态。',
  older: '更早的',
};

export const ARTICLE_LIST_TEXTS = { english: ENGLISH, chinese: CHINESE };
