/** Categories and officials. */

const ENGLISH = {
  noEntries: { categories: 'There are no categories yet.', officials: 'There are no officials yet.' },
  addEntry: { categories: 'Add a category', officials: 'Add an official' },
  name: 'Name',
  description: 'Description',
  entrySlugHint:
    'The end of its address: lower-case letters, digits, hyphens, such as “wu-shu”. It cannot be changed.',
  aliases: 'Other names',
  aliasesHint: 'Other spellings by which a text may name them, one a line.',
  termFrom: 'In office from',
  termUntil: 'until',
  termHint: 'Outside of these days the name is not recognised in texts.',
  website: 'Website',
  keep: 'Save',
  removeEntry: 'Delete',
  removeEntryHint: 'Possible while no article and no webhook names it.',
};

const CHINESE: typeof ENGLISH = {
  noEntries: { categories: '还没有栏目。', officials: '还没有人物。' },
  addEntry: { categories: '新建栏目', officials: '添加人物' },
  name: '名称',
  description: '说明',
  entrySlugHint: '网址的结尾：小写字母、数字、连字符，例如“wu-shu”。以后不能更改。',
  aliases: '别名',
  aliasesHint: '文中可能出现的其他写法，每行一个。',
  termFrom: '任职自',
  termUntil: '至',
  termHint: '在此期间之外，不在文中识别此名。',
  website: '网站',
  keep: '保存',
  removeEntry: '删除',
  removeEntryHint: '没有文章和推送使用它时才能删除。',
};

export const DIRECTORY_TEXTS = { english: ENGLISH, chinese: CHINESE };
