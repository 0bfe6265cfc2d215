/** What a field is called where something is wrong with it, or different. */

const ENGLISH = {
  fieldLabels: {
    title: 'Title',
    content: 'Text',
    summary: 'Summary',
    categories: 'Categories',
    added_official: 'Officials',
    officials: 'Officials',
    date: 'Date of publication',
    language: 'Language',
    source_name: 'Source',
    source_url: 'Address of the source',
    authors: 'Authors',
    image: 'Picture',
    attachments: 'Documents',
    url: 'Address',
    slug: 'Short name',
    change_note: 'Note to readers',
    name: 'Name',
    description: 'Description',
    role: 'Office',
    aliases: 'Other names',
    term: 'Term of office',
    events: 'Events',
    secret: 'Secret',
  } as Readonly<Record<string, string>>,
};

const CHINESE: typeof ENGLISH = {
  fieldLabels: {
    title: '标题',
    content: '正文',
    summary: '摘要',
    categories: '栏目',
    added_official: '人物',
    officials: '人物',
    date: '发布时间',
    language: '语言',
    source_name: '来源',
    source_url: '来源网址',
    authors: '作者',
    image: '图片',
    attachments: '附件',
    url: '网址',
    slug: '短名',
    change_note: '给读者的说明',
    name: '名称',
    description: '说明',
    role: '职务',
    aliases: '别名',
    term: '任期',
    events: '事件',
    secret: '密钥',
  },
};

export const FIELD_LABELS = { english: ENGLISH, chinese: CHINESE };
